using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Shadows;

[Parallelizable(ParallelScope.All)]
internal sealed class ShadowMarkTests
{
    private static InstalledPostgres Newest => InstalledPostgres.All is [var newest, ..] ? newest : InstalledPostgres.Of(18);

    private static async Task VerifyAsync(Shadow shadow, EngineAddress address)
    {
        await using var connection = await ShadowPlace.ConnectAsync(address);
        await shadow.VerifyAsync(connection, default);
    }

    [Test]
    public async Task A_shadow_and_its_copy_are_known_by_their_marks_and_not_taken_for_each_other()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var shadow = await server.CreateAsync(default);
        await using var copy = await shadow.CopyAsync(default);

        await VerifyAsync(shadow, shadow.Address);
        await VerifyAsync(copy, copy.Address);

        Assert.That(() => VerifyAsync(shadow, copy.Address), Throws.InstanceOf<GateException>().With.Property("Problem").Contains("does not have the mark"));
    }

    [TestCase("comment on database NAME is null")]
    [TestCase("comment on database NAME is 'ChangeGate shadow: made to be spoilt and thrown away (0123)'")]
    [TestCase("drop schema public cascade; alter database NAME set search_path = nowhere; comment on database NAME is null")]
    public async Task A_shadow_whose_mark_was_taken_away_is_refused(string sql)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var shadow = await server.CreateAsync(default);
        var name = await ShadowPlace.ScalarAsync<string>(shadow.Address, "select current_database()::text");
        await ShadowPlace.RunAsync(shadow.Address, sql.Replace("NAME", name, StringComparison.Ordinal).Split("; "));

        Assert.That(() => VerifyAsync(shadow, shadow.Address), Throws.InstanceOf<GateException>().With.Property("Problem").Contains("does not have the mark"));
    }

    [Test]
    public async Task Functions_in_front_of_those_of_the_system_do_not_forge_a_mark()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var shadow = await server.CreateAsync(default);
        await using var other = await server.CreateAsync(default);
        var comment = await ShadowPlace.ScalarAsync<string>(shadow.Address, "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()");
        await ShadowPlace.RunAsync(
            other.Address,
            $"create function public.shobj_description(oid, name) returns text language sql as $$ select '{comment}' $$",
            $"do $$ begin execute format('comment on database %I is %L', current_database(), '{comment}'); end $$",
            "do $$ begin execute format('alter database %I set search_path = public, pg_catalog', current_database()); end $$");

        Assert.That(() => VerifyAsync(shadow, other.Address), Throws.InstanceOf<GateException>());
    }

    [Test]
    public async Task A_superuser_is_refused()
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(Newest);
        await using var shadow = await server.CreateAsync(default);

        Assert.That(() => VerifyAsync(shadow, shadow.WatchingAddress!), Throws.InstanceOf<GateException>().With.Property("Problem").Contains("superuser"));
    }
}
