using Kubesharp.Kubeconfigs;
using Xunit;

// Not Kubesharp.Tests.Kubesharp: that name would hide the product's own from every other test.
namespace Kubesharp.Tests.Programs.Kubeconfigs;

public sealed class KubeconfigTests
{
    [Fact]
    public void OnlyTheOwnerMayReadIt()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("kubesharp-test-").FullName, "admin.kubeconfig");
        Kubeconfig kubeconfig = new()
        {
            Server = "https://127.0.0.1:6443",
            CertificateAuthority = "authority",
            ClientCertificate = "certificate",
            ClientKey = "key",
            User = "admin",
        };
        kubeconfig.Write(file);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("certificate-authority-data: YXV0aG9yaXR5\n", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains("current-context: kubesharp\n", File.ReadAllText(file), StringComparison.Ordinal);
    }
}
