-- Reviews have moved to an external provider.
DROP VIEW public_reviews;
DROP TABLE reviews;
