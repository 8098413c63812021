using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Running;
using ChangeGate.Benchmarks;

if (args is ["history", var folder, var files])
{
    GeneratedHistory.Write(folder, int.Parse(files, CultureInfo.InvariantCulture));
    return;
}

if (args is ["observation", var migrations, var count])
{
    await ObservedRuns.MeasureAsync(migrations, int.Parse(count, CultureInfo.InvariantCulture));
    return;
}

if (args is ["ledger", var ledger, var entries])
{
    LedgerScale.Measure(ledger, int.Parse(entries, CultureInfo.InvariantCulture));
    return;
}

if (args is ["bundles", var evidence, var bundles])
{
    BundleScale.Write(evidence, int.Parse(bundles, CultureInfo.InvariantCulture));
    return;
}

BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
