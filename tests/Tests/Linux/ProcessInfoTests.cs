using Kubesharp.Linux.Processes;
using Xunit;

namespace Kubesharp.Tests.Linux;

public sealed class ProcessInfoTests
{
    [Fact]
    public void NamesMayHoldParenthesesAndBlanks()
    {
        const string stat =
            "42 (a) b (c)) S 7 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 9876 1000 25 18446744073709551615";

        ProcessInfo process = ProcessInfo.Parse(stat, "/bin/x\0-y\0")!;

        Assert.Equal(42, process.Id);
        Assert.Equal("a) b (c)", process.Name);
        Assert.Equal('S', process.State);
        Assert.Equal(7, process.ParentId);
        Assert.Equal(9876, process.StartTicks);
        Assert.Equal(25 * Environment.SystemPageSize, process.ResidentBytes);
        Assert.Equal(["/bin/x", "-y"], process.Arguments);
    }

    [Fact]
    public void FindsItself()
    {
        Assert.Equal(Environment.ProcessId, ProcessInfo.Read(Environment.ProcessId)!.Id);
        Assert.Null(ProcessInfo.Read(int.MaxValue));
    }

    [Fact]
    public void NeverSignalsGroups() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Signals.Send(-1, Signals.Terminate));
}
