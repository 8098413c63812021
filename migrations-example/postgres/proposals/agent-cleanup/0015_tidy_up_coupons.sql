-- Remove the unused coupon tables and simplify the checkout.
DROP TABLE IF EXISTS coupon_redemptions CASCADE;
DROP TABLE IF EXISTS coupons CASCADE;
UPDATE orders SET note = NULL;
