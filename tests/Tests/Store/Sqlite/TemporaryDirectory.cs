namespace Kubesharp.Tests.Store.Sqlite;

/// <summary>A directory that goes away with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kubesharp-store-").FullName;

    public string Database => System.IO.Path.Combine(Path, "store.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
