namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>One for each family of changes that a fold has to follow as the engine does.</summary>
internal static class FoldCases
{
    public static IEnumerable<FoldCase> All =>
    [
        new("tables and columns are renamed, and everything on them with them",
        [
            """
            create table people (id serial primary key, name text not null default 'x', age int check (age > 0), boss int references people, unique (name, age));
            create index on people (lower(name)) where age > 1;
            create view adults as select id, name from people where age > 17;
            alter table people rename to person;
            alter table person rename name to full_name;
            alter table person rename column age to years;
            """,
            """
            alter index people_pkey rename to person_pkey;
            alter table person rename constraint people_boss_fkey to chief;
            alter sequence people_id_seq rename to person_id_seq;
            alter view adults rename to grown;
            alter view grown rename column name to label;
            create index on person (years, full_name);
            """,
        ]),
        new("types of columns are changed",
        [
            """
            create table t (a int, b varchar(10) default 'x', c numeric(10,2) check (c > 0), d timestamp, e text, f int default 5);
            create index on t (b); create index on t ((e || 'x')); create unique index on t (a) where c > 1;
            alter table t alter a type bigint, alter b type text, alter c set data type numeric(12,4), alter d type timestamptz using d at time zone 'UTC';
            alter table t alter e type varchar(20) collate "C", alter f drop default, alter f type text using f::text, alter f set default 'q';
            """,
        ]),
        new("tables inherit from tables",
        [
            """
            create table base (id int not null, note text default 'n', check (id > 0), constraint own check (note <> '') no inherit);
            create table child (extra int) inherits (base);
            create table other (id int not null, note text, check (id > 0));
            alter table base add column later int default 3, add constraint wide check (later < 100);
            alter table child alter note set default 'c';
            alter table base drop column later;
            alter table base rename note to remark;
            alter table child add column more int;
            """,
            """
            alter table child no inherit base;
            alter table base add b int;
            drop table base;
            """,
        ]),
        new("a table of a parent's columns merges them",
        [
            """
            create table a (x int, y text); create table b (y text not null, z int default 2);
            create table c (y text default 'mine', own int) inherits (a, b);
            create table d (x int, y text, own int);
            alter table d inherit a;
            """,
        ]),
        new("partitions are made, attached, detached and dropped",
        [
            """
            create table m (id int not null, at date not null, v text default 'x', primary key (id, at), check (id > 0)) partition by range (at);
            create index on m (v);
            create table m1 partition of m for values from ('2020-01-01') to ('2021-01-01');
            create table m2 partition of m (v default 'y') for values from ('2021-01-01') to ('2022-01-01') partition by list (id);
            create table m2a partition of m2 for values in (1, 2, 3);
            create table m2b partition of m2 default;
            create table m3 (id int not null, at date not null, v text default 'x', primary key (id, at), constraint m_id_check check (id > 0));
            alter table m attach partition m3 for values from ('2022-01-01') to ('2023-01-01');
            """,
            """
            alter table m add column n int default 1;
            alter table m detach partition m1;
            create unique index on m (id, at);
            alter table m drop column n;
            drop table m2;
            create table h (k int) partition by hash (k);
            create table h0 partition of h for values with (modulus 2, remainder 0);
            alter table h rename to hh;
            """,
        ]),
        new("foreign keys and triggers of a partitioned table stand on its partitions",
        [
            """
            create table r (id int primary key);
            create table m (id int references r on delete cascade, at int) partition by list (at);
            create table m1 partition of m for values in (1);
            create function f() returns trigger language plpgsql as 'begin return new; end';
            create trigger t after insert on m for each row execute function f();
            create table m2 partition of m for values in (2);
            alter table m add foreign key (at) references r;
            alter table m drop constraint m_id_fkey;
            """,
        ]),
        new("columns are identities",
        [
            """
            create table t (a int generated always as identity, b bigint generated by default as identity (start with 10 increment by 5), c smallint not null, d int);
            alter table t alter c add generated by default as identity;
            alter table t alter a set generated by default, alter b drop identity;
            alter table t rename to u;
            alter table u rename a to z;
            alter table u alter c set start 4 set cycle;
            alter table u alter d drop identity if exists;
            """,
        ]),
        new("columns are generated and stored",
        [
            """
            create table t (a int, b int generated always as (a * 2) stored, c text generated always as (lower('X' || a::text)) stored);
            alter table t add d numeric generated always as (a + 1) stored;
            alter table t alter b drop expression;
            alter table t rename a to q;
            """,
        ]),
        new("columns are generated when they are read",
        [
            """
            create table t (a int, b int generated always as (a * 2) virtual, c int generated always as (a + 1));
            alter table t add d int generated always as (a - 1) virtual;
            alter table t alter b set expression as (a * 3);
            """,
        ], 18),
        new("a stored expression is set anew", ["create table t (a int, b int generated always as (a * 2) stored); alter table t alter b set expression as (a * 3);"], 17),
        new("constraints are validated later, and not enforced",
        [
            """
            create table r (id int primary key);
            create table t (a int, b int);
            alter table t add constraint c check (a > 0) not valid, add constraint f foreign key (b) references r not valid;
            alter table t validate constraint c;
            alter table t add constraint d check (b > a) not valid;
            alter table t alter constraint f deferrable initially deferred;
            """,
        ]),
        new("constraints that are not enforced",
        [
            """
            create table r (id int primary key);
            create table t (a int check (a > 0) not enforced, b int references r not enforced, c int constraint e check (c > 1) enforced);
            alter table t add constraint x check (b > 0) not enforced;
            alter table t alter constraint t_b_fkey enforced;
            """,
        ], 18),
        new("NOT NULL has a name",
        [
            """
            create table t (a int constraint first not null, b int not null, c int, constraint third not null c);
            alter table t rename constraint first to one;
            alter table t drop constraint one;
            alter table t add constraint late not null a not valid;
            alter table t validate constraint late;
            alter table t alter b drop not null;
            alter table t add d int constraint dd not null no inherit;
            alter table t alter c set not null;
            alter table t drop constraint third;
            """,
        ], 18),
        new("keys without overlaps",
        [
            """
            create extension btree_gist;
            create table r (id int, at daterange, primary key (id, at without overlaps));
            create table t (id int, at daterange, foreign key (id, period at) references r (id, period at), unique (id, at without overlaps));
            """,
        ], 18),
        new("keys are made of indexes",
        [
            """
            create table t (a int not null, b int, c int not null);
            create unique index i on t (a); create unique index j on t (b); create unique index k on t (c) include (b);
            alter table t add constraint pk primary key using index i, add unique using index j;
            alter table t add constraint uk unique using index k deferrable;
            """,
        ]),
        new("what is said and usual is left out, and a text becomes what its column holds",
        [
            """
            create table t (a text[], b jsonb, c tsvector, d boolean not null default 'f', e bool default 'yes', f text default 'f');
            create index on t using gin (a array_ops, b jsonb_ops, c tsvector_ops);
            create index path on t using gin (b jsonb_path_ops);
            alter table t alter d set default 't';
            """,
        ]),
        new("constraints get the engine's names",
        [
            """
            create table a_table_with_quite_a_long_name_that_is_cut (a_column_with_quite_a_long_name_as_well int unique check (a_column_with_quite_a_long_name_as_well > 0), b int, check (b > 1), check (b > 2), unique (b, a_column_with_quite_a_long_name_as_well));
            create table t (a int, b int, check (a > 0), check (a > b), check (1 = 1), check (b > 0), constraint t_a_check1 check (a > 2), unique (a), unique (a, b), primary key (b), exclude using btree (a with =));
            alter table t add check (a < 9), add unique (a), add foreign key (a) references t, add foreign key (a) references t (b), add column c int unique references t check (c > 3);
            create index on t (a); create index on t (a); create index on t (lower(a::text), a); create index on t ((a + b)); create index on t (abs(a), (a - b));
            create unique index on t (a, b) include (c);
            """,
        ]),
        new("domains change",
        [
            """
            create domain positive as int default 1 check (value > 0);
            create domain word as text collate "C" not null constraint short check (length(value) < 10) check (value <> '');
            create table t (a positive, b word);
            alter domain positive add constraint small check (value < 100) not valid;
            alter domain positive validate constraint small;
            alter domain positive set default 2; alter domain positive set not null;
            alter domain word drop not null; alter domain word drop constraint short; alter domain word rename constraint word_check to filled;
            alter domain positive rename to natural_number; create schema s; alter domain word set schema s;
            drop domain s.word cascade;
            """,
        ]),
        new("enums and composites change",
        [
            "create type mood as enum ('sad', 'ok'); create type pair as (a int, b text collate \"C\"); create table t (m mood default 'ok', q mood[]);",
            "alter type mood add value 'happy'; alter type mood add value if not exists 'ok'; alter type mood add value 'low' before 'ok'; alter type mood add value 'mid' after 'ok';",
            """
            alter type mood rename value 'sad' to 'down';
            alter type pair add attribute c mood, drop attribute a, alter attribute b type varchar(9);
            alter type pair rename attribute c to d;
            alter type mood rename to feeling;
            create schema s; alter type pair set schema s;
            create type span as range (subtype = float8, subtype_diff = float8mi);
            alter type s.pair rename to couple;
            """,
        ]),
        new("the search path decides where names are",
        [
            """
            create schema a; create schema b;
            set search_path to b, public;
            create table t (id serial primary key); create type k as enum ('x'); create table u (k k, t int references t);
            set search_path = a, b;
            create table v (id int references t); alter table u add c int; create view w as select * from u; create index on u (c);
            create function f(x int) returns int language sql as 'select 1';
            reset search_path;
            create table t (z int);
            alter table b.t add y int;
            drop table a.v;
            """,
            """
            begin; set local search_path = a; create table n (i int); commit; create table n (i text);
            set search_path to "$user", public; create table o (i int);
            select set_config('search_path', 'b', false); create table p (i int);
            """,
        ]),
        new("objects move between schemas",
        [
            """
            create schema s; create table t (id serial primary key, a int unique); create index on t (a); create view v as select * from t;
            create materialized view m as select a from t; create index on m (a); create function f(int) returns int language sql as 'select 1'; create type e as enum ('a');
            alter table t set schema s; alter view v set schema s; alter materialized view m set schema s; alter function f(int) set schema s; alter type e set schema s;
            create sequence q; alter sequence q set schema s;
            alter schema s rename to z;
            """,
        ]),
        new("CREATE SCHEMA holds elements",
        [
            """
            create schema shop
                create table item (id int primary key, price numeric)
                create index on item (price)
                create view cheap as select id from item where price < 10
                create sequence number
                grant select on item to public;
            create schema if not exists shop;
            """,
        ]),
        new("what is undone is not there",
        [
            """
            begin; create table a (x int); savepoint one; create table b (x int); alter table a add y int; rollback to one; create table c (x int); release one; commit;
            begin; drop table a; rollback;
            start transaction; alter table a rename to z; rollback; begin; alter table c add y int; end;
            begin; create index on a (x); abort;
            """,
        ]),
        new("IF [NOT] EXISTS is decided",
        [
            """
            create table t (a int); create table if not exists t (b int); create table if not exists u (c int);
            alter table t add column if not exists a text, add column if not exists d int; alter table if exists nowhere add x int; alter table t drop column if exists zz;
            drop table if exists nowhere, u; create index if not exists i on t (a); create index if not exists i on t (d);
            drop index if exists nope; drop view if exists nope; create sequence if not exists s; create sequence if not exists s start 5;
            alter table t drop constraint if exists nope; drop type if exists nope; drop function if exists nope(int); create schema if not exists public;
            create materialized view if not exists m as select a from t; create materialized view if not exists m as select d from t; drop trigger if exists x on t; drop policy if exists x on t;
            """,
        ]),
        new("blocks of code do things",
        [
            """
            create table t (a int);
            do $$ begin alter table t add b int; execute 'create table u (x int)'; end $$;
            do $$ begin if not exists (select 1 from pg_type where typname = 'mood') then create type mood as enum ('a'); end if; end $$;
            do $$ begin create type mood as enum ('b'); exception when duplicate_object then null; end $$;
            do language plpgsql $x$ declare r record; begin create index i on t (b); perform 1; end $x$;
            """,
        ]),
        new("functions are overloaded, replaced and renamed",
        [
            """
            create function f(a int, b text default 'x') returns int language sql as 'select 1';
            create function f(a text) returns text language plpgsql security definer as $$ begin return a; end $$;
            create or replace function f(a text) returns text language plpgsql as $$ begin return a || 'y'; end $$;
            create function g(out x int, inout y text) language sql as 'select 1, $1';
            create function many(variadic int[]) returns table (a int, b text) language sql as 'select 1, ''a''';
            create procedure p(a int) language sql as 'select 1';
            create function bodied(a int) returns int return a + 1;
            alter function f(int, text) rename to ff; alter function f(text) security definer; alter procedure p rename to pp; alter routine g(text) rename to gg;
            create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
            drop function many; drop procedure if exists pp(int);
            create function several() returns setof int immutable strict parallel safe cost 5 language sql as 'select 1';
            create function arr(a character varying(3)[], b double precision, c timestamp with time zone) returns numeric(3,1) language sql as 'select 1.0';
            """,
        ], 14),
        new("triggers, rules and policies",
        [
            """
            create table t (a int, b text); create view v as select a from t;
            create function f() returns trigger language plpgsql as 'begin return new; end';
            create trigger one before insert or update of a on t for each row when (new.a > 0) execute procedure f();
            create trigger two after delete on t execute function f();
            create trigger three instead of insert on v for each row execute function f('x', 1);
            create constraint trigger four after update on t deferrable initially deferred for each row execute function f();
            create trigger five after update on t referencing old table as o new table as n for each statement execute function f();
            alter trigger one on t rename to uno; alter table t disable trigger two; alter table t enable always trigger four; drop trigger five on t;
            create policy p on t for select using (a > 0); create policy q on t as restrictive for update to public using (b = 'x' or a in (1, 2)) with check (true);
            alter policy p on t rename to pp; alter policy q on t using (b is null); alter table t enable row level security, force row level security;
            create policy gone on t; drop policy gone on t;
            create rule r as on delete to t do instead nothing;
            alter table t rename a to aa;
            """,
        ]),
        new("views are replaced, altered and dropped with what they stand on",
        [
            """
            create table t (a int, b text); create view v as select a from t; create or replace view v as select a, 1 as one from t; create view w as select * from v; create recursive view r (n) as select 1 union all select n + 1 from r where n < 5;
            create view named (x, y) as select a, b from t; create materialized view m as select a from t with no data; create unique index on m (a); create view gone as select a from w;
            comment on view v is 'v'; drop view w cascade; alter materialized view m rename to mm; alter view named set (security_barrier = true); refresh materialized view mm;
            alter table t drop column b cascade;
            """,
        ]),
        new("sequences are owned and dropped",
        [
            """
            create table t (a int); create sequence s as int increment 2 minvalue 1 maxvalue 99 start 3 cache 4 cycle owned by t.a; create sequence u start 5;
            alter sequence u increment by -1 minvalue -10 maxvalue 5; alter table t alter a set default nextval('s'); alter sequence s owned by none; create table w (id bigserial, k smallserial);
            alter table w alter id drop default; drop sequence w_k_seq cascade; alter table t drop column a; alter sequence u restart with 3 no cycle; alter sequence s as bigint;
            """,
        ]),
        new("comments are set and taken",
        [
            """
            create table t (a int primary key, b int constraint c check (b > 0)); create view v as select a from t; create index i on t (b); create type e as enum ('x'); create schema s; create sequence q; create domain d as int;
            create function f(int) returns int language sql as 'select 1'; create function g() returns trigger language plpgsql as 'begin return new; end'; create trigger tr before insert on t for each row execute function g(); create policy p on t;
            comment on table t is 'T'; comment on column t.a is 'A'; comment on column t.b is 'B'; comment on constraint c on t is 'C'; comment on view v is 'V'; comment on index i is E'I\\n'; comment on type e is 'E';
            comment on schema s is 'S'; comment on sequence q is 'Q'; comment on domain d is 'D'; comment on function f(int) is 'F'; comment on trigger tr on t is 'TR'; comment on policy p on t is 'P'; comment on column t.b is null; comment on column v.a is 'x';
            alter table t rename to tt; alter table tt alter b type bigint;
            """,
        ]),
        new("privileges are given and taken",
        [
            """
            create table t (a int, b int); create view v as select a from t; create sequence s; create schema z; create table z.u (i int); create function f(int) returns int language sql as 'select 1'; create type e as enum ('x');
            grant select, insert on t to pg_monitor; grant select, update on t to pg_read_all_stats with grant option; grant all on z.u to pg_read_all_stats with grant option; grant select (a), update (b, a) on t to pg_signal_backend; grant all privileges on v to public;
            grant usage on sequence s to pg_monitor; grant usage, create on schema z to pg_monitor; grant select on all tables in schema z to pg_monitor; grant execute on function f(int) to pg_monitor; grant usage on type e to pg_monitor;
            revoke insert on t from pg_monitor; revoke grant option for update on t from pg_read_all_stats; revoke all on v from public; revoke update (a) on t from pg_signal_backend; revoke create on schema z from pg_monitor;
            alter table t rename to tt; alter table tt rename b to bb; grant select (bb) on tt to pg_monitor; create table zz (x int, y int); grant select (x), update (y) on zz to public; alter table zz drop column x; drop view v; grant truncate on tt to pg_monitor, pg_signal_backend;
            """,
        ]),
        new("privileges are given by default",
        [
            """
            alter default privileges in schema public grant select on tables to pg_monitor;
            alter default privileges grant usage on sequences to pg_monitor;
            alter default privileges grant execute on functions to pg_monitor;
            alter default privileges revoke execute on functions from public;
            create table t (a serial); create view v as select a from t; create sequence s; create function f() returns int language sql as 'select 1';
            alter default privileges in schema public revoke select on tables from pg_monitor;
            create table u (a int);
            create schema z; create table z.t (a serial);
            """,
        ]),
        new("storage, options and statistics of tables and columns",
        [
            """
            create unlogged table t (a text, b text) with (fillfactor = 70, autovacuum_enabled = off); alter table t set (fillfactor = 80, toast.autovacuum_enabled = false), reset (autovacuum_enabled);
            alter table t alter a set storage external, alter a set statistics 50, alter b set (n_distinct = 5); alter table t set logged; alter table t alter b reset (n_distinct); create index i on t (a) with (fillfactor = 50); alter index i set (fillfactor = 60);
            create index j on t using gin (to_tsvector('english', a)) with (fastupdate = off); create index k on t using hash (b); create index l on t (a text_pattern_ops desc nulls last, b collate "C"); alter table t cluster on i;
            alter table t alter a set statistics -1, alter a set storage extended; alter table t replica identity full; create index brin on t using brin (a) with (pages_per_range = 4); alter index i reset (fillfactor);
            """,
        ]),
        new("tables are made of others",
        [
            """
            create table t (id int generated always as identity primary key, a int default 5 not null check (a > 0), b text unique, g int generated always as (a * 2) stored); create index on t (a) where a > 3; comment on column t.a is 'A'; comment on table t is 'T';
            create table plain (like t); create table defaults (like t including defaults); create table full_copy (like t including all); create table part_of (x int, like t including constraints including indexes excluding comments, y int);
            create table made as select a, b as label, a + 1 as more from t; create table empty_one (p, q) as select id, b from t with no data; select a, b into chosen from t; create table typed as table t;
            """,
        ]),
        new("a table is typed",
        [
            "create type pair as (a int, b text); create table p of pair (primary key (a), b with options default 'x'); create table q (a int, b text); alter table q of pair; alter table q not of;",
        ]),
        new("things are dropped with what hangs on them",
        [
            """
            create table a (id int primary key); create table b (a int references a, k int unique); create view v as select id from a; create view w as select id from v; create type e as enum ('x'); create table c (e e, i int); create index on c (e, i); create function f(e) returns int language sql as 'select 1';
            drop table a cascade; drop type e cascade; create schema s; create table s.t (i int); create view s.v as select * from s.t; create view public.sv as select i from s.t; drop schema s cascade;
            create table d (x int, y int, z int, unique (x, y), check (x > y), check (z > 0)); create index on d (y, z); create view dv as select z from d; alter table d drop column y; alter table d drop column z cascade;
            create extension pg_trgm; drop extension pg_trgm;
            """,
        ]),
        new("nulls are not distinct", ["create table t (a int, b int, unique nulls not distinct (a)); create unique index on t (b) nulls not distinct; alter table t add unique nulls not distinct (b);"], 15),
        new("names are quoted, cased and beyond ASCII",
        [
            """
            create table "Order Item" ("Id" int primary key, "naïve" text, "a""b" int check ("a""b" > 0), "select" text); create index on "Order Item" ("naïve"); create view "V w" as select "Id" from "Order Item";
            ALTER TABLE "Order Item" RENAME "Id" TO ID; alter table "Order Item" rename to ORDER_ITEM; create table Größe (Straße int); create table U&"d\0061t\+000061" (i int); alter table größe add "Ä" int default 1;
            create table "ünïcödé_tablé_name_that_is_very_long_indeed_and_will_be_cut_off_" (i int);
            """,
        ]),
        new("temporary tables shadow and vanish",
        [
            "create table t (a int); create temp table t (b int); alter table t add c int; drop table t; alter table t add d int; create temp table x (i int); create index on x (i); create temp view y as select * from x;",
            "create temporary table scratch (i int) on commit drop; create table kept (i int);",
        ]),
        new("exclusion constraints",
        [
            "create extension if not exists btree_gist; create table t (room int, at tsrange, kind text, exclude using gist (room with =, at with &&) where (kind <> 'x'), constraint named exclude using gist (lower(kind) with =) deferrable); alter table t rename room to place;",
        ]),
        new("keys are dropped, and what they ask for stays",
        [
            "create table t (a int primary key, b int); create table u (a int references t, b int); alter table t drop constraint t_pkey cascade; alter table t add primary key (b); alter table t alter a drop not null; alter table u add constraint fk foreign key (b) references t (b);",
        ]),
        new("foreign keys act on single columns", ["create table r (a int, b int, primary key (a, b)); create table t (a int, b int, foreign key (a, b) references r on delete set null (b) on update cascade); alter table t add constraint f foreign key (a, b) references r match full on delete set default;"], 15),
    ];
}
