using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace ChangeGate.TestKit;

/// <summary>Compares text with a file beside the test; <c>CHANGEGATE_ACCEPT=1</c> rewrites the file instead.</summary>
public static class Golden
{
    public static void Check(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);

        if (Environment.GetEnvironmentVariable("CHANGEGATE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.That(path, Does.Exist, $"No golden file '{name}'. Run again with CHANGEGATE_ACCEPT=1 and read the diff.");
        Assert.That(actual, Is.EqualTo(File.ReadAllText(path)), $"'{name}' differs. Where the change is meant, run again with CHANGEGATE_ACCEPT=1 and read the diff.");
    }
}
