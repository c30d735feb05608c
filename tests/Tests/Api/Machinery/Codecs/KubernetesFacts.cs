using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Codecs;

/// <summary>The published facts of Kubernetes 1.36, in the directory shared beside the repository.</summary>
internal static class KubernetesFacts
{
    /// <summary>The path of a file or folder of the facts; skips the test where they are absent.</summary>
    public static string Require(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", "kubernetes-1.36", name);
            if (Path.Exists(path))
                return path;
        }
        Assert.Skip($"shared/data/kubernetes-1.36/{name} is not beside the repository");
        return "";
    }
}
