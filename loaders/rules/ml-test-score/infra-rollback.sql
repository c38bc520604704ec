-- title: Models can be rolled back quickly and safely
-- standard: ML Test Score
-- section: infrastructure
-- item: infra-rollback
-- severity: warning
-- remedy: test the rollback in CI and give the JUnit file

SELECT * FROM tested('roll.?back')
ORDER BY subject
