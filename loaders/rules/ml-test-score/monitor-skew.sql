-- title: Training and serving compute the same features
-- standard: ML Test Score
-- section: monitoring
-- item: monitor-skew
-- severity: warning
-- remedy: test that both give the same features and give the JUnit file

SELECT * FROM tested('skew|train.{0,10}serv|parity')
ORDER BY subject
