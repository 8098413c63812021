using ChangeGate.Cli.Doctor;
using ChangeGate.Cli.Setup;
using ChangeGate.Reports;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Doctor;

/// <summary>The configuration of a real repository, whole and with one thing wrong at a time.</summary>
internal sealed class SetupDoctorTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n";

    private const string Target = "  shop:\n    dialect: postgresql\n    engine: 16\n    migrations: migrations\n    layout: plain\n    environments:\n      production: { connection: \"${SHOP_PRODUCTION}\", protected: true }\n";

    private const string Policy = """
        policy:
          clauses:
            - name: loss
              when: { hazard: [data-loss, irreversible] }
              require: { approvals: 1 }
            - name: unread
              when: { hazard: unreadable }
              require: { approvals: 1 }
            - name: rights
              when: { hazard: security }
              require: { approvals: 1 }
            - name: agents
              when: { author: agent, risk: { atLeast: high } }
              require: { approvals: 2 }
            - name: history
              when: { migration: [edited-after-applied, renamed-after-applied, deleted-after-applied] }
              deny: Write a new one.

        """;

    private static readonly string Good = $"version: 1\ntargets:\n{Target}{Policy}";

    [Test]
    public void A_good_setup_holds_in_every_point()
    {
        using var shop = Shop();

        var points = Points(shop);

        Assert.That(points.Select(point => (point.Name, point.State)), Is.EqualTo([("target", PointState.Holds), ("policy", PointState.Holds), ("owners", PointState.Holds), ("workflow-check", PointState.Holds)]));
    }

    [Test]
    public void What_init_writes_holds_but_for_what_init_cannot_know()
    {
        using var shop = new GitSandbox();
        shop.Write("migrations/0001_orders.sql", Orders).Commit("Begin");
        var setup = new RepositorySetup(RepositoryFiles.Around(shop.Path), new SetupRequest(Deploys: true, "acme/changegate@0123456789abcdef0123456789abcdef01234567"));
        setup.Write(setup.Plan());

        Assert.That(Wrong(shop), Is.EqualTo([("owners", PointState.Warns)]));
    }

    [TestCase("version: 1", "version: 2", "configuration", PointState.Fails)]
    [TestCase("    layout: plain\n", "    layuot: plain\n", "configuration", PointState.Fails)]
    [TestCase("migrations: migrations", "migrations: migration", "target-folder", PointState.Fails)]
    [TestCase("migrations: migrations", "migrations: empty", "target-empty", PointState.Warns)]
    [TestCase("layout: plain", "layout: diesel", "target-layout", PointState.Fails)]
    [TestCase("    layout: plain\n", "    layout: plain\n    statistics: sizes.json\n", "statistics", PointState.Fails)]
    [TestCase("${SHOP_PRODUCTION}", "Host=db;Username=shop;Password=hunter2", "environment-secret", PointState.Fails)]
    [TestCase("${SHOP_PRODUCTION}", "postgres://shop:hunter2@db/shop", "environment-secret", PointState.Fails)]
    [TestCase("${SHOP_PRODUCTION}", "Host=db;Username=shop", "environment-literal", PointState.Warns)]
    [TestCase(", protected: true", "", "environment-open", PointState.Warns)]
    [TestCase("hazard: [data-loss, irreversible]", "hazard: convention", "policy-data-loss", PointState.Warns)]
    [TestCase("hazard: [data-loss, irreversible]", "hazard: data-loss, object: public.audit_*", "policy-data-loss", PointState.Warns)]
    [TestCase("hazard: [data-loss, irreversible]", "hazard: data-loss, environment: open", "policy-data-loss", PointState.Warns)]
    [TestCase("hazard: security", "hazard: convention", "policy-security", PointState.Warns)]
    [TestCase("author: agent, risk: { atLeast: high }", "hazard: convention", "policy-agents", PointState.Warns)]
    [TestCase("[edited-after-applied, renamed-after-applied, deleted-after-applied]", "out-of-order", "policy-history", PointState.Warns)]
    [TestCase("require: { approvals: 2 }", "require: { approvals: 2, from: [\"@kim\"] }", "policy-people", PointState.Fails)]
    public void One_thing_wrong_is_one_point(string good, string bad, string name, PointState state)
    {
        using var shop = Shop();
        Assert.That(Good, Does.Contain(good), "the case no longer fits");
        shop.Write("changegate.yml", Good.Replace(good, bad, StringComparison.Ordinal));
        shop.Write("empty/readme.txt", "x");

        // A folder that is named wrongly leaves the right one without a target.
        Assert.That(Wrong(shop).Where(point => point.Name != "target-missing"), Is.EqualTo([(name, state)]));
        Assert.That(string.Concat(Points(shop)), Does.Not.Contain("hunter2"));
    }

    [Test]
    public void A_policy_that_holds_nothing_is_told_all_that_gets_past_it()
    {
        using var shop = Shop();
        shop.Write("changegate.yml", $"version: 1\ntargets:\n{Target}policy:\n  clauses:\n    - name: agents\n      when: {{ author: agent }}\n      require: {{ approvals: 1 }}\n");

        Assert.That(Wrong(shop).Select(point => point.Name), Is.EqualTo(["policy-data-loss", "policy-unreadable", "policy-security", "policy-history"]));
    }

    [Test]
    public void A_folder_that_no_target_names_is_said()
    {
        using var shop = Shop();
        shop.Write("apps/users/migrations/0001_users.sql", Orders);

        Assert.That(Wrong(shop), Is.EqualTo([("target-missing", PointState.Warns)]));
    }

    [Test]
    public void Scripts_beside_the_layout_are_said()
    {
        using var shop = Shop();
        shop.Write("migrations/later/0002_more.sql", Orders);

        Assert.That(Wrong(shop), Is.EqualTo([("target-strangers", PointState.Warns)]));
    }

    [Test]
    public void A_link_among_the_migrations_fails()
    {
        using var shop = Shop();
        File.CreateSymbolicLink(shop["migrations/0002_link.sql"], shop["migrations/0001_orders.sql"]);

        Assert.That(Wrong(shop), Does.Contain(("target-link", PointState.Fails)));
    }

    [Test]
    public void A_private_key_in_the_repository_fails()
    {
        using var shop = Shop();
        shop.Write("changegate.yml", Good + "evidence: { key: keys/runner.pem }\n").Write("keys/runner.pem", "x");

        Assert.That(Wrong(shop), Is.EqualTo([("evidence-key", PointState.Fails)]));
    }

    [TestCase("* @kim\nchangegate.yml\n", "changegate.yml")]
    [TestCase("* @kim\n.github/workflows/\n", ".github/workflows/")]
    [TestCase("* @kim\n/migrations/\n", "migrations/")]
    [TestCase("docs/ @kim\n", "changegate.yml, .github/workflows/, CODEOWNERS and migrations/")]
    public void What_nobody_owns_is_named(string owners, string named)
    {
        using var shop = Shop();
        shop.Write("CODEOWNERS", owners);

        var point = Points(shop).Single(one => one.State != PointState.Holds);

        Assert.That((point.Name, Prose.Plain(point.What)), Is.EqualTo(("owners-uncovered", $"Nobody owns {named}: anybody's review lets a change of it in.")));
    }

    [Test]
    public void A_policy_that_asks_owners_who_are_not_there_fails()
    {
        using var shop = Shop();
        shop.Write("changegate.yml", Good.Replace("approvals: 2", "approvals: 2, from: [team:codeowners]", StringComparison.Ordinal)).Delete("CODEOWNERS");

        Assert.That(Wrong(shop), Is.EqualTo([("owners", PointState.Fails)]));
    }

    [Test]
    public void A_configuration_that_git_ignores_is_never_seen_by_the_gate()
    {
        using var shop = Shop();
        shop.Git("rm", "--quiet", "--cached", "changegate.yml");
        shop.Write(".gitignore", "changegate.yml\n");

        Assert.That(Wrong(shop), Is.EqualTo([("configuration", PointState.Fails)]));
    }

    [Test]
    public void The_configurations_that_workflows_name_are_looked_at()
    {
        using var shop = Shop();
        shop.Git("mv", "changegate.yml", "gate.yml");
        shop.Write(WorkflowTemplates.CheckPath, Workflow + "        with:\n          config: gate.yml\n").Write("CODEOWNERS", "* @kim\n");

        Assert.That(Wrong(shop), Is.Empty);
    }

    [Test]
    public void The_document_for_programs_is_as_its_schema_says()
    {
        using var shop = Shop();
        shop.Write("changegate.yml", Good.Replace("dialect: postgresql", "dialect: \"\u202e<b>\"", StringComparison.Ordinal));
        var report = new SetupReport("doctor", [.. new SetupDoctor(RepositoryFiles.Around(shop.Path), new DoctorRequest()).Look().Sections]);

        var json = JsonReport.WriteSetup(report);

        Assert.That(JsonSchema.Read(Repository.PathTo("docs", "schema", "doctor.schema.json")).Problems(json), Is.Empty);
        Assert.That(json, Does.Contain("\"verdict\": \"fail\"").And.Not.Contain("\u202e").And.Not.Contain("<b>"));
    }

    private static readonly string Workflow = WorkflowTemplates.CheckWith("acme/changegate@0123456789abcdef0123456789abcdef01234567");

    private static GitSandbox Shop()
    {
        var shop = new GitSandbox();
        shop.Write("migrations/0001_orders.sql", Orders).Write("changegate.yml", Good).Write("CODEOWNERS", "* @kim\n").Write(WorkflowTemplates.CheckPath, Workflow).Commit("Begin");
        return shop;
    }

    private static List<(string Name, PointState State)> Wrong(GitSandbox shop) => [.. Points(shop).Where(point => point.State != PointState.Holds).Select(point => (point.Name, point.State))];

    private static List<SetupPoint> Points(GitSandbox shop) => [.. new SetupDoctor(RepositoryFiles.Around(shop.Path), new DoctorRequest()).Look().Sections.SelectMany(section => section.Points)];
}
