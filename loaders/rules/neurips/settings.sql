-- title: Settings are given: splits, hyperparameters, optimizer
-- standard: NeurIPS
-- item: settings
-- severity: error
-- remedy: log learning rate, batch size and optimizer as parameters, and measure on a split of its own

WITH told AS (
  SELECT g.subject, g.run_id, g.leaf, count(*) FILTER (WHERE regexp_matches(s.key, '(^|[/_.])(lr|learning_?rate|base_lr|max_lr)($|[/_.])')) > 0 AS rate, count(*) FILTER (WHERE regexp_matches(s.key, 'batch')) > 0 AS batch,
    count(*) FILTER (WHERE regexp_matches(s.key, 'optim|solver')) > 0 AS optimizer,
    g.run_id IN (SELECT run_id FROM metric_summary WHERE split IN ('val', 'valid', 'validation', 'test', 'eval', 'dev')) AS split
  FROM grouped_run g LEFT JOIN run_setting s ON s.run_id = g.run_id AND s.kind = 'param' GROUP BY g.subject, g.run_id, g.leaf
), counted AS (
  SELECT subject, count(*) AS n, count(*) FILTER (WHERE rate AND batch AND optimizer AND split) AS k, count(*) FILTER (WHERE (rate OR batch OR optimizer) AND NOT (rate AND batch AND optimizer AND split)) AS bad,
    list(leaf ORDER BY run_id) FILTER (WHERE rate AND batch AND optimizer AND split) AS holding, list(leaf ORDER BY run_id) FILTER (WHERE NOT (rate AND batch AND optimizer AND split)) AS lacking
  FROM told GROUP BY subject
)
SELECT subject, share_verdict(k, n, bad) AS verdict, share_why(k, n, bad, 'logs learning rate, batch, optimizer and a held-out split') AS why, share_value(k, n, bad) AS value, share_evidence(k, n, bad, holding, lacking) AS evidence
FROM counted
ORDER BY subject
