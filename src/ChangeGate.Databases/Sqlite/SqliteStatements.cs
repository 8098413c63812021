using System.Runtime.InteropServices;
using System.Text;
using ChangeGate.Databases.Running;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChangeGate.Databases.Sqlite;

/// <summary>Sends one statement as it is written: the driver's own commands would look for parameters in it.</summary>
internal sealed class SqliteStatements(SqliteConnection connection)
{
    public void Run(string sql, CancellationToken cancellation)
    {
        var handle = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        using var interrupt = cancellation.Register(() => raw.sqlite3_interrupt(handle));
        cancellation.ThrowIfCancellationRequested();

        var code = raw.sqlite3_prepare_v2(handle, sql, out var statement);

        if (code != raw.SQLITE_OK)
        {
            throw Failed(handle, sql, cancellation);
        }

        using (statement)
        {
            do
            {
                code = raw.sqlite3_step(statement);
            }
            while (code == raw.SQLITE_ROW);

            if (code != raw.SQLITE_DONE)
            {
                throw Failed(handle, sql, cancellation);
            }
        }
    }

    private static StatementFailedException Failed(sqlite3 handle, string sql, CancellationToken cancellation)
    {
        var code = raw.sqlite3_errcode(handle);

        return new StatementFailedException(new EngineError($"{raw.sqlite3_extended_errcode(handle)}", raw.sqlite3_errmsg(handle).utf8_to_string())
        {
            Offset = OffsetOf(handle, sql),
            MayPass = code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED,
            Cancelled = code == raw.SQLITE_INTERRUPT && cancellation.IsCancellationRequested,
        });
    }

    // SQLite counts bytes of UTF-8, .NET UTF-16 code units.
    private static int? OffsetOf(sqlite3 handle, string sql)
    {
        try
        {
            var bytes = ErrorOffset(handle.DangerousGetHandle());
            return bytes < 0 ? null : Encoding.UTF8.GetCharCount(Encoding.UTF8.GetBytes(sql).AsSpan(0, bytes));
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_error_offset", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int ErrorOffset(IntPtr database);
}
