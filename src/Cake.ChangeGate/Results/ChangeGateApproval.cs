using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>An approval that was signed.</summary>
/// <param name="Digest">What it covers.</param>
/// <param name="File">The signed approval, to be committed or handed on.</param>
public sealed record ChangeGateApproval(string Digest, FilePath File);
