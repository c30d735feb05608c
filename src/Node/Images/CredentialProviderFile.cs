using Kubesharp.Api.Configuration;

namespace Kubesharp.Kubelet.Images;

/// <summary>The node's configuration of programs that give credentials, before anything starts.</summary>
public static class CredentialProviderFile
{
    /// <summary>Why it cannot be followed; empty when it can, or when there is none.</summary>
    public static IReadOnlyList<string> ProblemsOf(ImageOptions options)
    {
        try
        {
            CredentialProviders.Load(options, TimeProvider.System);
            return [];
        }
        catch (ConfigurationException exception)
        {
            return exception.Problems;
        }
    }
}
