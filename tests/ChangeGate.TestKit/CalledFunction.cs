namespace ChangeGate.TestKit;

/// <summary>A query that calls a function, and whether that only reads. The label is what a real PostgreSQL does.</summary>
/// <param name="Setup">What makes the function, behind <see cref="Base"/>.</param>
public sealed record CalledFunction(string Name, bool OnlyReads, string Setup, string Query = "SELECT f()")
{
    /// <summary>What the cases read, write and call.</summary>
    public const string Base = """
        CREATE TABLE ledger (id int, note text);
        INSERT INTO ledger VALUES (1, 'a'), (2, 'b');
        CREATE TABLE audit (note text);
        CREATE SEQUENCE ticket;
        CREATE FUNCTION write_it() RETURNS int LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES ('w'); RETURN 1; END $$;
        CREATE FUNCTION plain(a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN a + 1; END $$;
        GRANT ALL ON ledger, audit TO pg_monitor;

        """;

    public static IEnumerable<CalledFunction> All => [.. ReadingFunctions.All, .. WritingFunctions.All];

    public override string ToString() => Name;

    internal static CalledFunction Sql(string name, bool reads, string body, string returns = "bigint") =>
        new(name, reads, $"CREATE FUNCTION f() RETURNS {returns} LANGUAGE sql AS $f$ {body} $f$");

    internal static CalledFunction Block(string name, bool reads, string body, string declare = "", string returns = "int") =>
        new(name, reads, $"CREATE FUNCTION f() RETURNS {returns} LANGUAGE plpgsql AS $f$ DECLARE n int; {declare} BEGIN {body} END $f$");
}
