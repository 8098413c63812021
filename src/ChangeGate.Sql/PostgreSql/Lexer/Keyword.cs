namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>The words of PostgreSQL 18, in the order of its four categories; the name in snake case is the word.</summary>
internal enum Keyword : ushort
{
    NoKeyword,

    // Unreserved: may name anything.
    Abort, Absent, Absolute, Access, Action, Add, Admin, After, Aggregate, Also, Alter, Always, Asensitive, Assertion, Assignment,
    At, Atomic, Attach, Attribute, Backward, Before, Begin, Breadth, By, Cache, Call, Called, Cascade, Cascaded, Catalog, Chain,
    Characteristics, Checkpoint, Class, Close, Cluster, Columns, Comment, Comments, Commit, Committed, Compression, Conditional,
    Configuration, Conflict, Connection, Constraints, Content, Continue, Conversion, Copy, Cost, Csv, Cube, Current, Cursor,
    Cycle, Data, Database, Day, Deallocate, Declare, Defaults, Deferred, Definer, Delete, Delimiter, Delimiters, Depends, Depth,
    Detach, Dictionary, Disable, Discard, Document, Domain, Double, Drop, Each, Empty, Enable, Encoding, Encrypted, Enforced,
    Enum, Error, Escape, Event, Exclude, Excluding, Exclusive, Execute, Explain, Expression, Extension, External, Family, Filter,
    Finalize, First, Following, Force, Format, Forward, Function, Functions, Generated, Global, Granted, Groups, Handler, Header,
    Hold, Hour, Identity, If, Immediate, Immutable, Implicit, Import, Include, Including, Increment, Indent, Index, Indexes,
    Inherit, Inherits, Inline, Input, Insensitive, Insert, Instead, Invoker, Isolation, Keep, Key, Keys, Label, Language, Large,
    Last, Leakproof, Level, Listen, Load, Local, Location, Lock, Locked, Logged, Mapping, Match, Matched, Materialized, Maxvalue,
    Merge, Method, Minute, Minvalue, Mode, Month, Move, Name, Names, Nested, New, Next, Nfc, Nfd, Nfkc, Nfkd, No, Normalized,
    Nothing, Notify, Nowait, Nulls, Object, Objects, Of, Off, Oids, Old, Omit, Operator, Option, Options, Ordinality, Others,
    Over, Overriding, Owned, Owner, Parallel, Parameter, Parser, Partial, Partition, Passing, Password, Path, Period, Plan, Plans,
    Policy, Preceding, Prepare, Prepared, Preserve, Prior, Privileges, Procedural, Procedure, Procedures, Program, Publication,
    Quote, Quotes, Range, Read, Reassign, Recursive, Ref, Referencing, Refresh, Reindex, Relative, Release, Rename, Repeatable,
    Replace, Replica, Reset, Restart, Restrict, Return, Returns, Revoke, Role, Rollback, Rollup, Routine, Routines, Rows, Rule,
    Savepoint, Scalar, Schema, Schemas, Scroll, Search, Second, Security, Sequence, Sequences, Serializable, Server, Session, Set,
    Sets, Share, Show, Simple, Skip, Snapshot, Source, Sql, Stable, Standalone, Start, Statement, Statistics, Stdin, Stdout,
    Storage, Stored, Strict, String, Strip, Subscription, Support, Sysid, System, Tables, Tablespace, Target, Temp, Template,
    Temporary, Text, Ties, Transaction, Transform, Trigger, Truncate, Trusted, Type, Types, Uescape, Unbounded, Uncommitted,
    Unconditional, Unencrypted, Unknown, Unlisten, Unlogged, Until, Update, Vacuum, Valid, Validate, Validator, Value, Varying,
    Version, View, Views, Virtual, Volatile, Whitespace, Within, Without, Work, Wrapper, Write, Xml, Year, Yes, Zone,

    // May name a column or a table, not a function or a type.
    Between, Bigint, Bit, Boolean, Char, Character, Coalesce, Dec, Decimal, Exists, Extract, Float, Greatest, Grouping, Inout,
    Int, Integer, Interval, Json, JsonArray, JsonArrayagg, JsonExists, JsonObject, JsonObjectagg, JsonQuery, JsonScalar,
    JsonSerialize, JsonTable, JsonValue, Least, MergeAction, National, Nchar, None, Normalize, Nullif, Numeric, Out, Overlay,
    Position, Precision, Real, Row, Setof, Smallint, Substring, Time, Timestamp, Treat, Trim, Values, Varchar, Xmlattributes,
    Xmlconcat, Xmlelement, Xmlexists, Xmlforest, Xmlnamespaces, Xmlparse, Xmlpi, Xmlroot, Xmlserialize, Xmltable,

    // May name a function or a type, not a column.
    Authorization, Binary, Collation, Concurrently, Cross, CurrentSchema, Freeze, Full, Ilike, Inner, Is, Isnull, Join, Left,
    Like, Natural, Notnull, Outer, Overlaps, Right, Similar, Tablesample, Verbose,

    // Reserved: only as a label after AS.
    All, Analyse, Analyze, And, Any, Array, As, Asc, Asymmetric, Both, Case, Cast, Check, Collate, Column, Constraint, Create,
    CurrentCatalog, CurrentDate, CurrentRole, CurrentTime, CurrentTimestamp, CurrentUser, Default, Deferrable, Desc, Distinct, Do,
    Else, End, Except, False, Fetch, For, Foreign, From, Grant, Group, Having, In, Initially, Intersect, Into, Lateral, Leading,
    Limit, Localtime, Localtimestamp, Not, Null, Offset, On, Only, Or, Order, Placing, Primary, References, Returning, Select,
    SessionUser, Some, Symmetric, SystemUser, Table, Then, To, Trailing, True, Union, Unique, User, Using, Variadic, When, Where,
    Window, With,
}
