using Kubesharp.ApiServer.Audit;
using Kubesharp.Simulation.Clock;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audit-log-");
    private readonly SimulatedClock clock = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Delete(recursive: true);

    private string[] Files => [.. folder.EnumerateFiles().Select(static file => file.Name).Order()];

    [Fact]
    public void AFullFileIsPutAsideUnderItsTime()
    {
        using (AuditLog log = Open(filesMax: 0))
        {
            log.Write("0123456789\n"u8);
            log.Write("next\n"u8);
            Assert.Equal("next\n", File.ReadAllText(Path.Combine(folder.FullName, "audit.log")));
        }
        Assert.Equal(["audit-2026-01-02T03-04-05.000.log", "audit.log"], Files);
    }

    [Fact]
    public void OnlySoManyOldFilesAreKept()
    {
        using AuditLog log = Open(filesMax: 2);
        for (int i = 0; i < 6; i++)
        {
            log.Write("0123456789\n"u8);
            clock.Jump(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(
            ["audit-2026-01-02T03-04-09.000.log", "audit-2026-01-02T03-04-10.000.log", "audit.log"], Files);
    }

    [Fact]
    public void TwoFilesOfOneMomentKeepTheirLines()
    {
        using AuditLog log = Open(filesMax: 0);
        for (int i = 0; i < 4; i++)
            log.Write("0123456789\n"u8);
        Assert.Equal(4, Files.Length);
        Assert.Equal(4, Files.Sum(file => File.ReadAllLines(Path.Combine(folder.FullName, file)).Length));
    }

    [Fact]
    public void AnOldFileIsGoneOnAndOnlyItsOwnerReadsIt()
    {
        using (AuditLog first = Open(filesMax: 0))
            first.Write("a\n"u8);
        using (AuditLog second = Open(filesMax: 0))
            second.Write("b\n"u8);
        string path = Path.Combine(folder.FullName, "audit.log");
        Assert.Equal("a\nb\n", File.ReadAllText(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private AuditLog Open(int filesMax) => new(
        new() { Path = Path.Combine(folder.FullName, "audit.log"), FileBytesMax = 12, FilesMax = filesMax }, clock);
}
