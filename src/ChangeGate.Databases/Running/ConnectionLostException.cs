using System.Data;
using System.Data.Common;

namespace ChangeGate.Databases.Running;

/// <summary>What is asked of a connection that was lost before: drivers call that a mistake of the caller, and here it is what may happen at any time.</summary>
internal sealed class ConnectionLostException() : DbException("The connection was lost.");

/// <summary>Asked before a connection is used that may have been lost since.</summary>
internal static class OpenConnection
{
    /// <exception cref="ConnectionLostException">It is no longer open.</exception>
    public static T Stand<T>(this T connection)
        where T : DbConnection => connection.State == ConnectionState.Open ? connection : throw new ConnectionLostException();
}
