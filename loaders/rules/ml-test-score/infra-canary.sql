-- title: Models are tried in a canary before serving
-- standard: ML Test Score
-- section: infrastructure
-- item: infra-canary
-- severity: warning
-- remedy: test the canary in CI, or give the results of its check as JUnit

SELECT * FROM tested('canary|shadow.?(deploy|traffic)')
ORDER BY subject
