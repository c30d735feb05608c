using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>Rights over signers: given for one by its name, or for all of a domain as <c>example.com/*</c>.</summary>
internal static class SignerRights
{
    public static bool Allows(IAuthorizer authorizer, UserInfo user, string verb, string signer)
    {
        int slash = signer.IndexOf('/', StringComparison.Ordinal);
        return May(signer) || (slash > 0 && May(signer[..slash] + "/*"));

        bool May(string name) => authorizer.Authorize(new()
        {
            User = user,
            Verb = verb,
            Group = "certificates.k8s.io",
            Version = "*",
            Resource = "signers",
            Name = name,
            IsResourceRequest = true,
        }).Allowed;
    }
}
