using Kubesharp.Linux.Interfaces;
using Kubesharp.Linux.Processes;
using Xunit;

namespace Kubesharp.Tests.Linux;

/// <summary>The kernel's counters of the whole machine.</summary>
public sealed class MachineUsageTests
{
    [Fact]
    public void Work_counts_and_waiting_does_not()
    {
        MachineUsage usage = MachineUsage.Parse(
            "cpu  100 10 20 9000 500 1 2 3 0 0\ncpu0 50 5 10 4500 250 0 1 1 0 0\n",
            "MemTotal:       1000 kB\nMemFree:         400 kB\nInactive(file):  100 kB\n");
        Assert.Equal(TimeSpan.FromSeconds(1.36), usage.CpuTime);
        Assert.Equal(600 * 1024, usage.MemoryUsedBytes);
        Assert.Equal(500 * 1024, usage.WorkingSetBytes);
    }

    [Fact]
    public void Interfaces_are_read_without_loopback()
    {
        IReadOnlyList<InterfaceCounters> found = InterfaceCounters.Parse("""
            Inter-|   Receive      |  Transmit
             face |bytes    packets|bytes    packets
                lo:  10 1 0 0 0 0 0 0 10 1 0 0 0 0 0 0
              eth0: 120 3 4 0 0 0 0 0 560 7 8 0 0 0 0 0
            """);
        Assert.Equal(new InterfaceCounters("eth0", 120, 4, 560, 8), Assert.Single(found));
    }
}
