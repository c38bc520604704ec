-- title: Feature expectations are captured in a schema
-- standard: ML Test Score
-- section: data
-- item: data-schema
-- severity: warning
-- remedy: test the inputs against a schema in CI and give the JUnit file

SELECT * FROM tested('schema')
ORDER BY subject
