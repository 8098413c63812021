using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.PostgreSql;

internal sealed class ObjectTests
{
    [Test]
    public void A_function_is_identified_by_its_input_types()
    {
        var function = (CreateFunction)PostgreSqlScript.ChangesOf(
            "CREATE OR REPLACE FUNCTION s.f(a int, b varchar(3) DEFAULT 'x', OUT c text, VARIADIC d text[]) RETURNS SETOF record LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN END $$").Single();

        Assert.That(function.Arguments, Is.EqualTo("integer, character varying, text[]"));
        Assert.That((function.Language, function.Body, function.SecurityDefiner, function.SearchPath), Is.EqualTo(("plpgsql", " BEGIN END ", true, "pg_catalog, pg_temp")));
    }

    [TestCase("CREATE FUNCTION f() RETURNS int RETURN 1", "CreateFunctionStmt")]
    [TestCase("CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END", "CreateFunctionStmt")]
    [TestCase("ALTER FUNCTION f(int) SET search_path = ''", "AlterFunctionStmt")]
    [TestCase("DROP FUNCTION f(int), g", "DropStmt")]
    [TestCase("CREATE CONSTRAINT TRIGGER t AFTER UPDATE OF a, b OR DELETE ON t DEFERRABLE FOR EACH ROW WHEN (OLD.a <> NEW.a) EXECUTE FUNCTION f('x', 1)", "CreateTrigStmt")]
    [TestCase("CREATE DOMAIN d AS text COLLATE \"C\" DEFAULT 'x' NOT NULL CHECK (VALUE <> '')", "CreateDomainStmt")]
    [TestCase("ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID", "AlterDomainStmt")]
    [TestCase("ALTER TYPE t ADD VALUE IF NOT EXISTS 'x' BEFORE 'y'", "AlterEnumStmt")]
    [TestCase("ALTER TYPE t DROP ATTRIBUTE a CASCADE", "AlterTableStmt")]
    [TestCase("CREATE TYPE r AS RANGE (subtype = int4)", "CreateRangeStmt")]
    [TestCase("COMMENT ON COLUMN s.t.c IS NULL", "CommentStmt")]
    [TestCase("GRANT SELECT (a), UPDATE ON TABLE t TO PUBLIC, me WITH GRANT OPTION", "GrantStmt")]
    [TestCase("REVOKE ADMIN OPTION FOR a FROM b CASCADE", "GrantRoleStmt")]
    [TestCase("ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO me", "AlterDefaultPrivilegesStmt")]
    [TestCase("CREATE POLICY p ON t AS RESTRICTIVE FOR SELECT TO me USING (a = 1) WITH CHECK (true)", "CreatePolicyStmt")]
    [TestCase("CREATE EXTENSION IF NOT EXISTS e WITH SCHEMA s VERSION '1' CASCADE", "CreateExtensionStmt")]
    [TestCase("CREATE PUBLICATION p FOR TABLE a (x) WHERE (x > 1), TABLES IN SCHEMA s", "CreatePublicationStmt")]
    [TestCase("CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING", "RuleStmt")]
    [TestCase("DROP OWNED BY a CASCADE", "DropOwnedStmt")]
    [TestCase("SECURITY LABEL FOR x ON TABLE t IS 'y'", "SecLabelStmt")]
    [TestCase("SET SESSION AUTHORIZATION DEFAULT", "VariableSetStmt")]
    [TestCase("SET LOCAL TIME ZONE INTERVAL '1' HOUR", "VariableSetStmt")]
    [TestCase("SET CONSTRAINTS ALL DEFERRED", "ConstraintsSetStmt")]
    [TestCase("SELECT JSON_TABLE.* FROM JSON_TABLE('{}', '$' COLUMNS (a int PATH '$.a' DEFAULT 1 ON EMPTY)) AS t", "SelectStmt")]
    [TestCase("((SELECT 1) UNION ALL (TABLE t ORDER BY 1)) LIMIT 1", "SelectStmt")]
    public void A_statement_has_the_name_that_the_engine_gives_it(string sql, string kind) =>
        Assert.That(PostgreSqlScript.Kinds(sql), Is.EqualTo(new[] { kind }), (PostgreSqlScript.ChangesOf(sql)[0] as Unclassified)?.Reason);

    [Test]
    public void A_grant_on_every_table_of_a_schema_names_the_schema() =>
        Assert.That(
            PostgreSqlScript.ChangesOf("GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA s TO PUBLIC"),
            Is.EqualTo(new Change[]
            {
                new GrantPrivilege(new ObjectId(ObjectKind.Schema, new ObjectName(null, "s")), ["ALL"], ["public"]) { AllInSchema = "s", AllOfKind = ObjectKind.Table },
            }));

    [Test]
    public void A_password_leaves_no_trace()
    {
        var changes = PostgreSqlScript.ChangesOf("CREATE ROLE r LOGIN PASSWORD 'secret' SUPERUSER; ALTER USER r ENCRYPTED PASSWORD 'secret'");

        Assert.That(changes[0], Is.EqualTo(new CreateRole("r") { Options = ["LOGIN", "SUPERUSER"], HasPassword = true }));
        Assert.That(changes.Select(change => change.ToString()), Has.None.Contain("secret"));
    }

    [Test]
    public void What_a_schema_is_made_with_lies_in_it()
    {
        var changes = PostgreSqlScript.ChangesOf("CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1 GRANT SELECT ON t TO me");

        Assert.That(changes.Select(change => change.Kind), Is.EqualTo(new[] { "create-schema", "create-table", "create-view", "grant-privilege" }));
        Assert.That(((CreateTable)changes[1]).Table, Is.EqualTo(new ObjectName("s", "t")));
    }

    [Test]
    public void A_body_that_is_defined_does_not_run() =>
        Assert.That(
            PostgreSqlScript.ChangesOf("CREATE FUNCTION f() RETURNS void BEGIN ATOMIC DELETE FROM t; SELECT setval('s', 1); END"),
            Is.EqualTo(PostgreSqlScript.ChangesOf("CREATE FUNCTION f() RETURNS void BEGIN ATOMIC DELETE FROM t; SELECT setval('s', 1); END").OfType<CreateFunction>()));

    [TestCase("USING (true)", true)]
    [TestCase("USING (owner = me) WITH CHECK (1 = 1)", true)]
    [TestCase("USING (owner = current_user)", false)]
    public void A_policy_that_admits_everybody_says_so(string conditions, bool expected) =>
        Assert.That(((CreatePolicy)PostgreSqlScript.ChangesOf($"CREATE POLICY p ON t {conditions}").Single()).AdmitsAll, Is.EqualTo(expected));

    [TestCase("Users", "\"Users\"")]
    [TestCase("select", "\"select\"")]
    [TestCase("coalesce", "\"coalesce\"")]
    [TestCase("data", "data")]
    [TestCase("a\"b", "\"a\"\"b\"")]
    [TestCase("1a", "\"1a\"")]
    [TestCase("é", "\"é\"")]
    public void A_name_is_quoted_where_it_must_be(string name, string quoted) => Assert.That(PostgreSqlScript.Dialect.Quote(name), Is.EqualTo(quoted));
}
