using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Tokens that a machine joins with, as upstream keeps them: Secrets bootstrap-token-ID of type
/// bootstrap.kubernetes.io/token in kube-system. Their users may ask for a node's certificate and nothing else.
/// </summary>
public sealed class BootstrapTokens(IObjectReader objects, TimeProvider time) : ITokenAuthenticator
{
    /// <summary>The group of tokens that are made for nodes: kubeadm's, which the whole world uses.</summary>
    public const string NodesGroup = Users.Bootstrappers + ":kubeadm:default-node-token";

    /// <summary>Who this server is: such a token is for it alone.</summary>
    internal IReadOnlyList<string> Audiences { get; set; } = [];

    ValueTask<TokenResult> ITokenAuthenticator.AuthenticateAsync(
        string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        string[] meant = [.. audiences.Intersect(Audiences)];
        if (meant.Length == 0 || !IsCandidate(token))
            return new(TokenResult.Unknown);
        AuthenticationResult result = Authenticate(token);
        return new(result.User is { } user ? TokenResult.Of(user, meant) : TokenResult.Failed(result.Failure));
    }

    internal static bool IsCandidate(string token) => BootstrapToken.TryParse(token) is not null;

    internal AuthenticationResult Authenticate(string token)
    {
        if (BootstrapToken.TryParse(token) is not { } shown
            || objects.Get(Resources.Secrets, BootstrapToken.Namespace, shown.SecretName) is not Secret stored
            || stored.Type != BootstrapToken.SecretType || stored.Metadata.DeletionTimestamp is not null)
        {
            return AuthenticationResult.Failed("unknown bootstrap token");
        }
        // The comparison takes the same time wherever the first difference is.
        if (!CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(shown.Secret),
            Encoding.UTF8.GetBytes(BootstrapToken.Value(stored, BootstrapToken.SecretKey)))
            || BootstrapToken.Value(stored, BootstrapToken.IdKey) != shown.Id)
        {
            return AuthenticationResult.Failed("wrong bootstrap token");
        }
        if (BootstrapToken.Value(stored, BootstrapToken.AuthenticationKey) != "true")
            return AuthenticationResult.Failed("bootstrap token is not meant for authentication");
        if (BootstrapToken.ExpiryOf(stored) <= time.GetUtcNow())
            return AuthenticationResult.Failed("bootstrap token has expired");
        string[] groups =
        [
            Users.Bootstrappers,
            .. BootstrapToken.Value(stored, BootstrapToken.GroupsKey).Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Where(static group => group.StartsWith(Users.Bootstrappers + ":", StringComparison.Ordinal)),
        ];
        return AuthenticationResult.Of(Users.Of($"system:bootstrap:{shown.Id}", groups));
    }
}
