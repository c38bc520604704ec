-- title: Model specification code is unit-tested
-- standard: ML Test Score
-- section: infrastructure
-- item: infra-unit-tests
-- severity: warning
-- remedy: test the model's code in CI and give the JUnit file

SELECT * FROM tested('(^|[^a-z])(model|network|layer|module|loss|forward)')
ORDER BY subject
