using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Tests.Reports;
using ChangeGate.Text;

namespace ChangeGate.Tests.Policies;

internal sealed class FleetFileTests
{
    private static readonly TargetEnvironment Templated = new("production", new ConnectionTemplate("Host=db;Password=${PGPASSWORD};Database=tenant_${member}"), EnvironmentClass.Protected);

    private static readonly TargetEnvironment Single = Templated with { Connection = new ConnectionTemplate("${SHOP}") };

    [TestCase("acme\nglobex\n", TestName = "{m}(lines)")]
    [TestCase("# tenants\r\n\r\n  acme\r\nglobex", TestName = "{m}(lines with remarks)")]
    [TestCase("- acme\n- globex\n", TestName = "{m}(a list)")]
    [TestCase("members: [acme, { name: globex }]\n", TestName = "{m}(a section)")]
    public void Names_alone_are_members_of_one_wave_with_the_environments_connection(string text)
    {
        var wave = Read(text, Templated).Waves.Single();

        Assert.That(wave.Members, Is.EqualTo(new[] { Member("acme"), Member("globex") }));
        Assert.That(wave, Is.EqualTo(new FleetWave("1", wave.Members) { Parallel = 1, Tolerate = 0, Health = null }));
    }

    [Test]
    public void A_connection_of_ones_own_comes_before_that_of_the_file_and_that_before_the_environments()
    {
        var fleet = Read("connection: 'file_${member}'\nmembers:\n  - acme\n  - { name: globex, connection: '${GLOBEX}' }\n", Templated);

        Assert.That(fleet.Members.Select(member => member.Connection.Value), Is.EqualTo(new[] { "file_acme", "${GLOBEX}" }));
    }

    [Test]
    public void A_connection_is_never_printed() => Assert.That($"{Read("acme", Templated)}{Read("acme", Templated).Members.Single()}", Does.Not.Contain("PGPASSWORD"));

    [Test]
    public void Waves_take_who_names_them_and_as_many_of_the_others_as_they_say()
    {
        var fleet = Read(
            """
            parallel: 3
            health: select true
            waves:
              - { name: canary, take: 1, parallel: 1, health: { ask: select 1, within: 30s, after: 5min } }
              - { name: early, take: 2, tolerate: 1 }
              - { name: nobody, take: 9 }
              - name: rest
            members: [a, b, { name: c, wave: canary }, d, { name: e, wave: early }]
            """,
            Templated);

        Assert.That(fleet.Waves.Select(wave => $"{wave.Name}: {string.Join(' ', wave.Members.Select(member => member.Name))}"), Is.EqualTo(new[] { "canary: c a", "early: e b d" }));
        Assert.That(fleet.Waves[0], Is.EqualTo(new FleetWave("canary", fleet.Waves[0].Members) { Parallel = 1, Health = new HealthQuestion("select 1", TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)) }));
        Assert.That(fleet.Waves[1], Is.EqualTo(new FleetWave("early", fleet.Waves[1].Members) { Parallel = 3, Tolerate = 1, Health = new HealthQuestion("select true", TimeSpan.FromSeconds(10), TimeSpan.Zero) }));
    }

    [Test]
    public void The_last_wave_takes_whoever_is_left() =>
        Assert.That(Read("waves: [{ name: canary, take: 1 }, { name: rest }]\nmembers: [a, b, c]\n", Templated).Waves.Select(wave => wave.Members.Count), Is.EqualTo(new[] { 1, 2 }));

    [Test]
    public void Waves_without_settings_are_numbers()
    {
        var fleet = Read("members: [{ name: a, wave: 10 }, b, { name: c, wave: 2 }]\n", Templated);

        Assert.That(fleet.Waves.Select(wave => $"{wave.Name}: {wave.Members.Single().Name}"), Is.EqualTo(new[] { "2: c", "10: a", "rest: b" }));
    }

    [Test]
    public void The_configuration_says_how_a_list_of_names_is_taken()
    {
        var configuration = PolicyFile.Read(new SourceText("changegate.yml", "version: 1\ntargets:\n  shop:\n    dialect: sqlite\n    migrations: m\n    environments:\n      production:\n        connection: '${member}.db'\n        fleet: { parallel: 2, waves: [{ name: first, take: 1 }, { name: rest }] }\n"));
        var environment = configuration.Targets.Single().Environments.Single();

        Assert.That(Read("a\nb\n", environment).Waves.Select(wave => (wave.Name, wave.Parallel)), Is.EqualTo(new[] { ("first", 2), ("rest", 2) }));
        Assert.That(() => Read("«parallel: 4\nmembers: [a]\n".Replace("«", "", StringComparison.Ordinal), environment), Throws.InstanceOf<GateException>().With.Message.Contains("in the configuration"));
    }

    // Each case has the mark « before the character that the error must name.
    [TestCase("members: [a]\n«wave: 1", "`wave` is not a key", "waves")]
    [TestCase("members: [«{ nam: a }]", "`nam`", "Did you mean `name`?")]
    [TestCase("members: [a, «a]", "there twice", "Keep one")]
    [TestCase("a\n«a", "there twice", "Keep one")]
    [TestCase("members: [«'a;Host=evil']", "cannot be a name", "letters, digits")]
    [TestCase("members: [«'${SECRET}']", "cannot be a name", "letters, digits")]
    [TestCase("members: [«'../../etc']", "cannot be a name", "letters, digits")]
    [TestCase("members: «[]", "a list where", "Write `- NAME`")]
    [TestCase("«parallel: 2", "no `members`", "Add `members:`")]
    [TestCase("parallel: «0\nmembers: [a]", "`parallel`", "from 1 to 256")]
    [TestCase("health: «{ within: 5s }\nmembers: [a]", "no `ask`", "one SELECT")]
    [TestCase("health: { ask: x, after: «soon }\nmembers: [a]", "`after`", "90s")]
    [TestCase("waves: [{ name: one }, «{ name: one }]\nmembers: [a]", "there twice", "a name of its own")]
    [TestCase("waves: [{ name: one }, «{ name: two, take: 3 }]\nmembers: [a]", "the last wave", "Leave it out")]
    [TestCase("waves: [{ name: canary }, { name: rest }]\nmembers: [{ name: a, wave: «canari }]", "`canari`", "Did you mean `canary`?")]
    [TestCase("members: [{ name: a, wave: «canary }]", "no `waves` are listed", "Write a number")]
    [TestCase("version: «2\nmembers: [a]", "`version`", "Write `version: 1`")]
    [TestCase("«# nobody\n", "names no member", "one name on each line")]
    [TestCase("a\n«- b: [", "not YAML", "bracket")]
    public void An_error_names_its_place_and_what_to_write(string marked, string problem, string remedy)
    {
        var mark = marked.IndexOf('«', StringComparison.Ordinal);
        var text = new SourceText("fleet.yml", marked.Remove(mark, 1));
        var at = text.PositionOf(mark);

        var failure = Assert.Throws<GateException>(() => FleetFile.Read(text, Templated))!;

        Assert.That(failure.Problem, Does.Contain(problem).And.Contain($"line {at.Line}"));
        Assert.That(failure.Remedy, Does.Contain(remedy));
    }

    [Test]
    public void Without_a_connection_of_their_own_members_would_all_be_one_database() =>
        Assert.That(() => Read("a\nb\n", Single), Throws.InstanceOf<GateException>().With.Message.Contains("${member}"));

    [Test]
    public void No_name_leads_a_connection_elsewhere() => HostileNames.Each(200, name =>
    {
        try
        {
            var member = Read($"members:\n  - {System.Text.Json.JsonSerializer.Serialize(name)}\n", Templated).Members.Single();
            Assert.That(member.Connection.Value, Does.Match("^Host=db;Password=\\$\\{PGPASSWORD\\};Database=tenant_[A-Za-z0-9][A-Za-z0-9._-]*$"));
        }
        catch (GateException failure)
        {
            Assert.That(failure.Message, Does.Not.Match("[\\p{Cc}]"));
        }
    });

    [Test]
    public void Thousands_of_members_are_read_at_once()
    {
        var many = string.Concat(Enumerable.Range(1, 20_000).Select(number => $"- {{ name: tenant-{number}, connection: 'Host=db{number % 7};Database=t{number}' }}\n"));

        Assert.That(Read($"members:\n{many}", Single).Count, Is.EqualTo(20_000));
    }

    private static Fleet Read(string text, TargetEnvironment environment) => FleetFile.Read(new SourceText("fleet.yml", text), environment);

    private static FleetMember Member(string name) => new(name, new ConnectionTemplate($"Host=db;Password=${{PGPASSWORD}};Database=tenant_{name}"));
}
