using Kubesharp.Kubeconfigs;
using Xunit;

namespace Kubesharp.Tests.Kubesharp.Kubeconfigs;

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
