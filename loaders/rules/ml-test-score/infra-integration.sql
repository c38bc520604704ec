-- title: The full pipeline is integration-tested
-- standard: ML Test Score
-- section: infrastructure
-- item: infra-integration
-- severity: warning
-- remedy: test the pipeline end to end in CI and give the JUnit file

SELECT * FROM tested('integration|end.?to.?end|(^|[^a-z])e2e|pipeline|smoke')
ORDER BY subject
