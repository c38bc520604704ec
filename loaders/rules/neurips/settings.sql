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
), judged AS (
  SELECT subject, run_id, leaf, rate AND batch AND optimizer AND split AS holds, NOT holds AND (rate OR batch OR optimizer) AS denies FROM told
)
SELECT subject, runs_verdict(holds, denies) AS verdict, runs_why(holds, denies, 'logs learning rate, batch, optimizer and a held-out split') AS why, runs_value(holds, denies) AS value, runs_evidence(holds, denies, run_id, leaf, leaf) AS evidence
FROM judged GROUP BY subject
ORDER BY subject
