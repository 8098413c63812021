using ChangeGate.Databases.Shadows;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Shadows;

[Parallelizable(ParallelScope.All)]
internal sealed class KeptShadowTests
{
    private static IReadOnlyList<InstalledPostgres> Installed => InstalledPostgres.All;

    private static InstalledPostgres Newest => Installed is [var newest, ..] ? newest : InstalledPostgres.Of(18);

    [TestCaseSource(nameof(Installed))]
    public async Task What_was_kept_is_there_when_the_next_server_starts(InstalledPostgres installed)
    {
        using var place = new ShadowPlace();
        using var cache = new TemporaryDirectory();

        await using (var server = await place.StartAsync(installed, options => options with { CacheFolder = cache.Path, Kept = "d1" }))
        {
            Assert.That(server.Kept, Is.Null);
            var shadow = await server.CreateAsync(default);
            await ShadowPlace.RunAsync(shadow.Address, "create table t as select generate_series(1, 1000) as id");
            Assert.That(await server.KeepAsync(shadow, "left out: one", default), Is.True);
            await ShadowPlace.RunAsync(shadow.Address, "insert into t values (0)");
        }

        await using var next = await place.StartAsync(installed, options => options with { CacheFolder = cache.Path, Kept = "d1" });
        await using var copy = await next.Kept!.CopyAsync(default);
        await using var other = await place.StartAsync(installed, options => options with { CacheFolder = cache.Path, Kept = "d2" });
        await using var connection = await ShadowPlace.ConnectAsync(copy.Address);
        await copy.VerifyAsync(connection, default);

        Assert.That(await ShadowPlace.ScalarAsync<long>(copy.Address, "select count(*) from t"), Is.EqualTo(1000));
        Assert.That((other.Kept, next.KeptNote), Is.EqualTo(((Shadow?)null, "left out: one")));
    }

    [Test]
    public async Task What_would_not_come_back_whole_is_not_kept()
    {
        using var place = new ShadowPlace();
        using var cache = new TemporaryDirectory();
        await using var server = await place.StartAsync(Newest, options => options with { CacheFolder = cache.Path, Kept = "d1" });
        await using var shadow = await server.CreateAsync(default);
        await ShadowPlace.RunAsync(shadow.Address, "create unlogged table t as select 1 as id");

        Assert.That(await server.KeepAsync(shadow, "left out: one", default), Is.False);
    }

    [Test]
    public async Task What_else_lives_there_is_never_kept_with_it()
    {
        using var place = new ShadowPlace();
        using var cache = new TemporaryDirectory();
        await using var server = await place.StartAsync(Newest, options => options with { CacheFolder = cache.Path, Kept = "d1" });
        await using var shadow = await server.CreateAsync(default);
        await using var other = await server.CreateAsync(default);

        Assert.That(await server.KeepAsync(shadow, "left out: one", default), Is.False);
    }
}
