using ChangeGate.Changes;
using ChangeGate.Cli.Setup;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Setup;

internal sealed class RepositorySetupTests
{
    private const string Orders = "CREATE TABLE orders (id int PRIMARY KEY, note text);\n";

    private static readonly SetupRequest Plain = new(Deploys: false, WorkflowTemplates.Action);

    private static IEnumerable<TestCaseData> Layouts()
    {
        yield return Case("plain", ["db/migrations/0001_orders.sql", "db/migrations/0002_more.sql"], "db/migrations", MigrationLayout.Plain);
        yield return Case("DbUp", ["src/Shop.Database/Scripts/Script0001 - Orders.sql"], "src/Shop.Database/Scripts", MigrationLayout.Plain);
        yield return Case("drizzle", ["drizzle/0000_orders.sql", "drizzle/meta/_journal.json"], "drizzle", MigrationLayout.Plain);
        yield return Case("a name that nobody knows", ["deploy/1_a.sql", "deploy/2_b.sql", "deploy/3_c.sql"], "deploy", MigrationLayout.Plain);
        yield return Case("golang-migrate", ["pkg/store/000001_orders.up.sql", "pkg/store/000001_orders.down.sql"], "pkg/store", MigrationLayout.GolangMigrate);
        yield return Case("diesel", ["migrations/2024-01-01-000000_orders/up.sql", "migrations/2024-01-01-000000_orders/down.sql"], "migrations", MigrationLayout.Diesel);
        yield return Case("Prisma", ["prisma/schema.prisma", "prisma/migrations/20240101_orders/migration.sql"], "prisma/migrations", MigrationLayout.Prisma);

        static TestCaseData Case(string name, string[] paths, string folder, MigrationLayout layout) => new TestCaseData(paths, folder, layout).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Layouts))]
    public void Every_layout_is_found_and_configured(string[] paths, string folder, MigrationLayout layout)
    {
        using var repository = Of([.. paths.Select(path => (path, path.EndsWith(".sql", StringComparison.Ordinal) ? Orders : ""))]);

        var target = Configured(repository).Targets.Single();

        Assert.That((target.Migrations, target.Layout), Is.EqualTo((folder, layout)));
    }

    [Test]
    public void Two_applications_of_one_repository_are_two_targets_named_after_them()
    {
        using var repository = Of(("apps/billing/prisma/migrations/1_a/migration.sql", Orders), ("apps/users/migrations/001_a.sql", "CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT);"));

        Assert.That(
            Configured(repository).Targets.Select(target => (target.Name, target.Migrations)),
            Is.EqualTo([("billing", "apps/billing/prisma/migrations"), ("users", "apps/users/migrations")]));
    }

    [Test]
    public void Names_that_two_would_bear_become_whole_paths()
    {
        using var repository = Of(("a/billing/migrations/001_a.sql", Orders), ("a/billing/db/migrations/001_a.sql", Orders));

        Assert.That(Configured(repository).Targets.Select(target => target.Name), Is.Unique.And.All.Contains("a-billing"));
    }

    private static IEnumerable<TestCaseData> Dialects()
    {
        yield return Case("a lock file", Dialect.Sqlite, ("migrations/1/migration.sql", Orders), ("migrations/migration_lock.toml", "provider = \"sqlite\"\n"));
        yield return Case("a schema of Prisma", Dialect.Sqlite, ("prisma/migrations/1/migration.sql", Orders), ("prisma/schema.prisma", "generator c {\n provider = \"prisma-client-js\"\n}\ndatasource db {\n  provider = \"sqlite\"\n}\n"));
        yield return Case("the folder's name", Dialect.Sqlite, ("migrations/sqlite/001_a.sql", Orders), ("docker-compose.yml", "image: postgres:16"));
        yield return Case("a journal of drizzle", Dialect.Sqlite, ("drizzle/0000_a.sql", Orders), ("drizzle/meta/_journal.json", "{ \"dialect\": \"sqlite\" }"));
        yield return Case("Cargo's features", Dialect.Sqlite, ("migrations/1/up.sql", Orders), ("Cargo.toml", "diesel = { version = \"2\", features = [\"r2d2\", \"sqlite\"] }\n"));
        yield return Case("Atlas", Dialect.Sqlite, ("migrations/001_a.sql", Orders), ("atlas.hcl", "env \"local\" {\n  dev = \"sqlite://dev?mode=memory\"\n}\n"));
        yield return Case("Flyway", Dialect.PostgreSql, ("migrations/V1__a.sql", Orders), ("flyway.conf", "flyway.url=jdbc:postgresql://localhost/shop\n"));
        yield return Case("an example of the environment", Dialect.Sqlite, ("migrations/001_a.sql", Orders), (".env.example", "DATABASE_URL=sqlite:shop.db\n"));
        yield return Case("syntax of SQLite", Dialect.Sqlite, ("migrations/001_a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);"));
        yield return Case("syntax of PostgreSQL", Dialect.PostgreSql, ("migrations/001_a.sql", "CREATE TABLE a (id bigserial PRIMARY KEY, b jsonb);"));
        yield return Case("what only one can read", Dialect.Sqlite, ("migrations/001_a.sql", "CREATE TABLE `a` (`id` INTEGER PRIMARY KEY);"));

        static TestCaseData Case(string name, Dialect dialect, params (string, string)[] files) => new TestCaseData(files, dialect).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Dialects))]
    public void The_dialect_follows_the_evidence((string, string)[] files, Dialect dialect)
    {
        using var repository = Of(files);

        Assert.That(Configured(repository).Targets.Single().Dialect, Is.EqualTo(dialect));
        Assert.That(Told(repository), Does.Not.Contain("guess"));
    }

    [Test]
    public void A_dialect_that_nothing_tells_is_called_a_guess()
    {
        using var repository = Of(("migrations/001_a.sql", Orders));

        Assert.That(Told(repository), Does.Contain("is a guess"));
        Assert.That(Plan(repository)[0].Text, Does.Match("dialect: postgresql +# a guess: write sqlite"));
    }

    [TestCase("postgres:16.4-alpine", 16)]
    [TestCase("\"postgres:17\"", 17)]
    [TestCase("pgvector/pgvector:pg15", 15)]
    [TestCase("postgis/postgis:14-3.4", 14)]
    [TestCase("timescale/timescaledb:2.14.2-pg16", 16)]
    [TestCase("registry.example.org:5000/library/postgres:13", 13)]
    [TestCase("postgres:latest", 0)]
    [TestCase("postgres:2024", 0)]
    [TestCase("mysql:16", 0)]
    public void The_version_comes_from_the_image(string image, int version)
    {
        using var repository = Of(("migrations/postgres/001_a.sql", Orders), ("docker-compose.yml", $"services:\n  db:\n    image: {image}\n"));

        Assert.That(Configured(repository).Targets.Single().Engine, Is.EqualTo(version));
    }

    [Test]
    public void Versions_that_differ_are_named_and_left_to_a_person()
    {
        using var repository = Of(("migrations/postgres/001_a.sql", Orders), ("compose.yml", "image: postgres:15"), ("compose.test.yml", "image: postgres:16"));

        Assert.That(Configured(repository).Targets.Single().Engine, Is.Zero);
        Assert.That(Plan(repository)[0].Text, Does.Contain("# engine: ").And.Contain("15 in compose.yml:1, 16 in compose.test.yml:1"));
    }

    [TestCase("db/migrations/001_a.sql", "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n", "goose")]
    [TestCase("db/migrations/001_a.sql", "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n", "dbmate")]
    [TestCase("db/migrations/001_a.sql", "--liquibase formatted sql\n--changeset k:1\nCREATE TABLE a (id int);\n", "Liquibase")]
    [TestCase("db/migrations/U1__a.sql", "DROP TABLE a;", "Flyway", "0001_first.sql")]
    [TestCase("db/migrations/mysql/001_a.sql", Orders, "MySQL")]
    [TestCase("db/migrations/001_a.sql", "CREATE TABLE a (id INT AUTO_INCREMENT) ENGINE=InnoDB;", "MySQL")]
    [TestCase("db/migrations/001_a.sql", "CREATE TABLE [dbo].[a] (id INT);\nGO\n", "SQL Server")]
    public void What_this_version_would_run_wrongly_is_refused_by_name(string path, string sql, string tool, string beside = "V1__first.sql")
    {
        using var repository = Of((path, sql), ($"{path[..path.LastIndexOf('/')]}/{beside}", sql));

        Assert.That(() => Plan(repository), Throws.TypeOf<GateException>().With.Property("Problem").Contains(tool));
        Assert.That(Path.Exists(repository["changegate.yml"]), Is.False);
    }

    [TestCase("001_a.sql", "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n", MigrationLayout.Goose)]
    [TestCase("20240101000000_a.sql", "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n", MigrationLayout.Dbmate)]
    [TestCase("V1_2__a.sql", "CREATE TABLE a (id int);\n", MigrationLayout.Flyway)]
    public void Tools_whose_files_look_plain_are_known_by_what_stands_in_them(string file, string sql, MigrationLayout layout)
    {
        using var repository = Of(($"db/migrations/sqlite/{file}", sql));

        Assert.That(Configured(repository).Targets.Single().Layout, Is.EqualTo(layout));
    }

    [Test]
    public void Migrations_of_tests_are_left_out_and_said()
    {
        using var repository = Of(("migrations/001_a.sql", Orders), ("tests/fixtures/migrations/001_a.sql", Orders));

        Assert.That(Configured(repository).Targets, Has.Count.EqualTo(1));
        Assert.That(Told(repository), Does.Contain("tests/fixtures/migrations is left out"));
    }

    [Test]
    public void Numbers_that_sort_otherwise_than_they_count_are_said()
    {
        using var repository = Of([.. Enumerable.Range(1, 10).Select(number => ($"migrations/{number}_a.sql", Orders))]);

        Assert.That(Told(repository), Does.Contain("10_a.sql comes before 1_a.sql").Or.Contain("10_a.sql comes before 2_a.sql"));
    }

    [Test]
    public void The_policy_holds_what_a_gate_is_for()
    {
        using var repository = Of(("migrations/001_a.sql", Orders));
        var clauses = Configured(repository).Policy.Clauses;

        Assert.That(clauses.SelectMany(clause => clause.When.Hazards), Is.SupersetOf(new[] { Findings.Hazard.DataLoss, Findings.Hazard.Irreversible, Findings.Hazard.Unreadable, Findings.Hazard.Security }));
        Assert.That(clauses.Where(clause => clause.When.Author == AuthorKind.Agent), Is.Not.Empty);
        Assert.That(clauses.Where(clause => clause.Deny is not null), Is.Not.Empty);
    }

    [TestCase("migrations/a # b/001_a.up.sql")]
    [TestCase("migrations/\"quoted\"/001_a.up.sql")]
    [TestCase("migrations/${{ evil }}/001_a.up.sql")]
    [TestCase("migrations/yes/001_a.up.sql")]
    [TestCase("migrations/\u202egnp/001_a.up.sql")]
    [TestCase("- x/001_a.up.sql")]
    [TestCase("line\nbreak/001_a.up.sql")]
    public void A_hostile_path_is_a_path_and_nothing_else(string path)
    {
        using var repository = Of((path, Orders));

        Assert.That(Configured(repository).Targets.Single().Migrations, Is.EqualTo(path[..path.LastIndexOf('/')]));
        Assert.That(Told(repository), Does.Not.Contain("\u202e"));
        Assert.That(Plan(repository).Skip(1).Select(file => file.Text), Is.EqualTo([WorkflowTemplates.Check]));
    }

    [Test]
    public void What_is_there_stays_as_it_is()
    {
        using var repository = Of(("apps/a/migrations/001_a.sql", Orders), ("apps/b/migrations/001_b.sql", Orders));
        repository.Write("changegate.yml", "version: 1\ntargets:\n  a: { dialect: postgresql, migrations: apps/a/migrations }\n");
        repository.Write(".github/workflows/changegate.yml", "on: pull_request\n");
        var setup = Setup(repository);

        var told = Text(setup.Write(setup.Plan()));

        Assert.That(File.ReadAllText(repository[".github/workflows/changegate.yml"]), Is.EqualTo("on: pull_request\n"));
        Assert.That(File.ReadAllText(repository["changegate.yml"]), Does.StartWith("version: 1\ntargets:\n  a: {"));
        Assert.That(told, Does.Contain("No target of it names apps/b/migrations").And.Contain("it lacks"));
    }

    [Test]
    public void The_second_time_there_is_nothing_to_do()
    {
        using var repository = Of(("migrations/001_a.sql", Orders));
        var first = Setup(repository);
        first.Write(first.Plan());
        var second = Setup(repository);

        var told = Text(second.Write(second.Plan()));

        Assert.That(told, Does.Contain("changegate.yml is there, as init writes it").And.Not.Contain("is written"));
    }

    [Test]
    public void A_link_is_not_written_through()
    {
        using var repository = Of(("migrations/001_a.sql", Orders));
        using var outside = new TemporaryDirectory();
        File.CreateSymbolicLink(repository["changegate.yml"], outside["elsewhere.yml"]);
        var setup = Setup(repository);

        Assert.That(Text(setup.Write(setup.Plan())), Does.Contain("changegate.yml is a symbolic link"));
        Assert.That(File.Exists(outside["elsewhere.yml"]), Is.False);
    }

    [Test]
    public void Deploying_names_the_branch_and_each_connection()
    {
        using var repository = Of(("apps/shop/migrations/001_a.sql", Orders), ("apps/users/migrations/001_a.sql", Orders));
        repository.Git("branch", "-m", "trunk");
        var plan = new RepositorySetup(RepositoryFiles.Around(repository.Path), Plain with { Deploys = true, Action = "acme/changegate@0123456789012345678901234567890123456789" }).Plan();
        var deploy = plan[2].Text;

        Assert.That(deploy, Does.Contain("branches: [trunk]").And.Contain("uses: acme/changegate@0123").And.Contain("cancel-in-progress: false"));
        Assert.That(deploy, Does.Contain("          SHOP_PRODUCTION: ${{ secrets.SHOP_PRODUCTION }}\n          USERS_PRODUCTION: ${{ secrets.USERS_PRODUCTION }}\n"));
        Assert.That(
            PolicyFile.Read(new SourceText("changegate.yml", plan[0].Text)).Targets.Select(target => (target.Environments.Single().Name, target.Environments.Single().Connection.Value, target.Environments.Single().Class)),
            Is.EqualTo([("production", "${SHOP_PRODUCTION}", EnvironmentClass.Protected), ("production", "${USERS_PRODUCTION}", EnvironmentClass.Protected)]));
    }

    [Test]
    public void A_folder_that_is_no_repository_is_looked_through_as_well()
    {
        using var folder = new TemporaryDirectory();
        folder.Write("db/migrations/001_a.sql", Orders);
        folder.Write("node_modules/tool/migrations/001_a.sql", Orders);

        var files = RepositoryFiles.Around(folder.Path);

        Assert.That(files.IsGit, Is.False);
        Assert.That(new MigrationFinder(files).Find().Select(found => found.Folder), Is.EqualTo(["db/migrations"]));
    }

    [Test]
    public void Where_there_is_nothing_it_says_what_it_looked_for()
    {
        using var repository = Of(("README.md", "x"), ("dump.sql", Orders));

        Assert.That(() => Plan(repository), Throws.TypeOf<GateException>().With.Property("Remedy").Contains("golang-migrate"));
    }

    private static GitSandbox Of(params (string Path, string Text)[] files)
    {
        var repository = new GitSandbox();

        foreach (var (path, text) in files)
        {
            repository.Write(path, text);
        }

        repository.Commit("Begin");
        return repository;
    }

    private static RepositorySetup Setup(GitSandbox repository) => new(RepositoryFiles.Around(repository.Path), Plain);

    private static IReadOnlyList<SetupFile> Plan(GitSandbox repository) => Setup(repository).Plan();

    private static Configuration Configured(GitSandbox repository) => PolicyFile.Read(new SourceText("changegate.yml", Plan(repository)[0].Text));

    private static string Told(GitSandbox repository)
    {
        var setup = Setup(repository);
        return Text(setup.Describe(setup.Plan()));
    }

    // As one line: where a sentence is wrapped is not what these tests are about.
    private static string Text(SetupReport report) => string.Join(' ', ConsoleSetup.Render(report, 120).Select(line => line.ToString().Trim()));
}
