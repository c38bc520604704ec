-- title: Every run logs the digest of its data
-- standard: Reproducibility
-- item: dataset-digests
-- severity: error
-- remedy: log each data set with its path and SHA-256

SELECT * FROM digested('dataset', 'gives a digest of each of its data sets')
ORDER BY subject
