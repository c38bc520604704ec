-- title: Data invariants hold in training and serving
-- standard: ML Test Score
-- section: monitoring
-- item: monitor-invariants
-- severity: warning
-- remedy: test the invariants on both sides and give the JUnit file

SELECT * FROM tested('invariant|data.?(valid|quality)|distribution.?shift|drift')
ORDER BY subject
