using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>Rights over signers: given for one by its name, or for all of a domain as <c>example.com/*</c>.</summary>
internal static class SignerRights
{
    public static async ValueTask<bool> AllowsAsync(
        IAuthorizer authorizer, UserInfo user, string verb, string signer, CancellationToken cancellationToken)
    {
        int slash = signer.IndexOf('/', StringComparison.Ordinal);
        return await MayAsync(signer) || (slash > 0 && await MayAsync(signer[..slash] + "/*"));

        async ValueTask<bool> MayAsync(string name)
        {
            AuthorizationAttributes attributes = new()
            {
                User = user,
                Verb = verb,
                Group = "certificates.k8s.io",
                Version = "*",
                Resource = "signers",
                Name = name,
                IsResourceRequest = true,
            };
            return (await authorizer.AuthorizeAsync(attributes, cancellationToken)).Allowed;
        }
    }
}
