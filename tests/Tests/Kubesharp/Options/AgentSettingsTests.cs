using System.CommandLine;
using System.Net;
using Kubesharp.Kubelet;
using Kubesharp.Options;
using Xunit;

namespace Kubesharp.Tests.Programs.Options;

/// <summary>The node's own files: a KubeletConfiguration and programs that give credentials.</summary>
public sealed class AgentSettingsTests : IDisposable
{
    private const string Configuration = """
        apiVersion: kubelet.config.k8s.io/v1beta1
        kind: KubeletConfiguration
        maxPods: 7
        clusterDomain: of.the.file
        staticPodPath: /of/the/file
        imageGCHighThresholdPercent: 90

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("kubesharp-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("--config")]
    [InlineData("--kubelet-config")]
    public void A_kubelet_configuration_counts_under_either_flag(string flag)
    {
        KubeletOptions kubelet = Read(flag, Write("kubelet.yaml", Configuration));
        Assert.Equal((7, "of.the.file", "/of/the/file"),
            (kubelet.PodsMax, kubelet.ClusterDomain, kubelet.StaticPodDirectory));
        Assert.Equal(90, kubelet.Images.HighThresholdPercent);
        // What the file does not say is the cluster's.
        Assert.Equal(IPAddress.Parse("10.43.0.10"), kubelet.ClusterDns);
    }

    [Fact]
    public void Flags_win_over_the_file_and_defaults_hold_without_one()
    {
        KubeletOptions kubelet = Read(
            "--kubelet-config", Write("kubelet.yaml", Configuration), "--max-pods", "9", "--cluster-domain",
            "of.the.flag",
            "--pod-manifest-path", folder);
        Assert.Equal((9, "of.the.flag", folder), (kubelet.PodsMax, kubelet.ClusterDomain, kubelet.StaticPodDirectory));
        Assert.Equal(110, Read().PodsMax);
    }

    [Fact]
    public void What_cannot_be_followed_is_told_with_the_files_name()
    {
        string path = Write("kubelet.yaml", Configuration + "maxpods: 1\npodPidsLimit: many\n");
        OptionsException exception = Assert.Throws<OptionsException>(() => Read("--kubelet-config", path));
        Assert.Equal(2, exception.Problems.Count);
        Assert.All(exception.Problems, problem => Assert.StartsWith(path, problem, StringComparison.Ordinal));
        Assert.Throws<OptionsException>(() => Read("--kubelet-config", Path.Combine(folder, "absent")));
    }

    [Fact]
    public void Programs_that_give_credentials_must_be_there()
    {
        string path = Write("providers.yaml", """
            apiVersion: kubelet.config.k8s.io/v1
            kind: CredentialProviderConfig
            providers:
            - name: absent
              matchImages: ["*.example.com"]
              defaultCacheDuration: 1m
              apiVersion: credentialprovider.kubelet.k8s.io/v1
            """);
        OptionsException exception = Assert.Throws<OptionsException>(() => Read(
            "--image-credential-provider-config", path, "--image-credential-provider-bin-dir", folder));
        Assert.Equal(
            $"plugin binary executable {Path.Combine(folder, "absent")} did not exist",
            Assert.Single(exception.Problems));
        Write("absent", "");
        Assert.Equal(path, Read(
            "--image-credential-provider-config", path, "--image-credential-provider-bin-dir", folder)
            .Images.CredentialProviderConfiguration);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static KubeletOptions Read(params string[] flags)
    {
        Command command = new("agent");
        foreach (Setting setting in AgentSettings.All)
            command.Options.Add(setting.Flag);
        AgentOptions options = AgentSettings.Read(command.Parse(["--kubeconfig", "somewhere", .. flags]));
        return NodeParts.KubeletOf(options, IPAddress.Loopback);
    }
}
