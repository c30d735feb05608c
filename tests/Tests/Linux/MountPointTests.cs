using Kubesharp.Linux.Mounts;
using Xunit;

namespace Kubesharp.Tests.Linux;

public sealed class MountPointTests
{
    [Fact]
    public void ReadsOptionalFieldsAndEscapes()
    {
        const string text = """
            36 35 98:0 / / rw,noatime shared:1 master:2 - ext3 /dev/root rw,errors=continue
            37 36 0:5 /sub /mnt/with\040blank ro - tmpfs tmp\011fs rw,size=64k
            nonsense

            """;

        IReadOnlyList<MountPoint> mounts = MountPoint.Parse(text);

        Assert.Equal(2, mounts.Count);
        Assert.True(mounts[0].IsShared);
        Assert.Equal("rw,errors=continue", mounts[0].SuperOptions);
        Assert.Equal("/mnt/with blank", mounts[1].Target);
        Assert.Equal("/sub", mounts[1].Root);
        Assert.Equal("tmp\tfs", mounts[1].Source);
        Assert.Equal("", mounts[1].Propagation);
        Assert.Equal(36, mounts[1].ParentId);
    }
}
