using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChangeGate.GitHub.Connection;

/// <summary>One question to GitHub, before it is asked.</summary>
internal sealed record Call
{
    public required HttpMethod Method { get; init; }

    /// <summary>Relative to the API's root, escaped; or a whole address of it, as a Link header gives it.</summary>
    public required string Path { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>What a token must have for it, as workflows write it: <c>checks: write</c>. null where any token will do.</summary>
    public required string? Permission { get; init; }

    /// <summary>Asking twice does what asking once does.</summary>
    public bool IsSafe => Method == HttpMethod.Get || IsQuery;

    /// <summary>Sent like a write, and only reads.</summary>
    public bool IsQuery { get; init; }

    public static Call Get(string path, string? permission) => new() { Method = HttpMethod.Get, Path = path, Permission = permission };

    public static Call Query(ApiAddress address, string? permission) => new() { Method = HttpMethod.Post, Path = address.Queries.AbsoluteUri, Permission = permission, IsQuery = true };

    public static Call Delete(string path, string permission) => new() { Method = HttpMethod.Delete, Path = path, Permission = permission };

    public static Call Post(string path, string? permission) => new() { Method = HttpMethod.Post, Path = path, Permission = permission };

    public static Call Patch(string path, string permission) => new() { Method = HttpMethod.Patch, Path = path, Permission = permission };

    public Call With<T>(T body, JsonTypeInfo<T> type) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };
}
