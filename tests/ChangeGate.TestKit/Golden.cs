using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace ChangeGate.TestKit;

/// <summary>Compares text with a file; <c>CHANGEGATE_ACCEPT=1</c> rewrites the file instead.</summary>
public static class Golden
{
    /// <summary>A file beside the test.</summary>
    public static void Check(string actual, string name, [CallerFilePath] string testFile = "") =>
        CheckFile(actual, Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name));

    /// <summary>A file anywhere, such as a page of the manual that is written from the code.</summary>
    public static void CheckFile(string actual, string path)
    {
        var name = Path.GetFileName(path);

        if (Environment.GetEnvironmentVariable("CHANGEGATE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.That(path, Does.Exist, $"There is no '{name}'. Run again with CHANGEGATE_ACCEPT=1 and read the diff.");
        Assert.That(actual, Is.EqualTo(File.ReadAllText(path)), $"'{name}' differs. Where the change is meant, run again with CHANGEGATE_ACCEPT=1 and read the diff.");
    }
}
