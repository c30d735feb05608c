using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Authorization;
using Kubesharp.Client;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Kubelet.Streaming;

/// <summary>Who calls the kubelet, and whether they may.</summary>
internal sealed class CallerCheck(NodeContext node)
{
    /// <param name="rights">Subresources of nodes; one that the caller may use is enough.</param>
    /// <returns>Null when the caller may.</returns>
    public async Task<(int Code, string Message)?> RefusalOfAsync(
        HttpContext context, IReadOnlyList<string> rights, CancellationToken cancellationToken)
    {
        UserInfo? user = context.Connection.ClientCertificate is { } certificate
            ? FromCertificate(certificate)
            : await FromTokenAsync(context, cancellationToken);
        if (user is null)
            return (StatusCodes.Status401Unauthorized, "Unauthorized");
        if (context.Connection.ClientCertificate is not null && node.Options.TrustedCallers.Contains(user.Username))
            return null;
        string verb = VerbOf(context.Request.Method);
        foreach (string subresource in rights)
        {
            if (await MayAsync(user, subresource, verb, cancellationToken))
                return null;
        }
        return (StatusCodes.Status403Forbidden, $"Forbidden (user={user.Username}, verb={verb}, resource=nodes, "
            + $"subresource(s)=[{string.Join(' ', rights)}])\n");
    }

    private static string VerbOf(string method) => method switch
    {
        "POST" => "create", "GET" => "get", "PUT" => "update", "PATCH" => "patch", "DELETE" => "delete", _ => "",
    };

    private UserInfo? FromCertificate(X509Certificate2 certificate)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(node.Options.ClientAuthorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = node.Time.GetUtcNow().UtcDateTime;
        if (!chain.Build(certificate))
            return null;
        List<string> groups = ["system:authenticated"];
        string name = "";
        foreach (X500RelativeDistinguishedName part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
                continue;
            if (part.GetSingleElementType().Value == "2.5.4.3") // CN
                name = part.GetSingleElementValue() ?? "";
            else if (part.GetSingleElementType().Value == "2.5.4.10") // O
                groups.Add(part.GetSingleElementValue() ?? "");
        }
        return new UserInfo { Username = name, Groups = groups };
    }

    private async Task<UserInfo?> FromTokenAsync(HttpContext context, CancellationToken cancellationToken)
    {
        string header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return null;
        TokenReview review = new() { Spec = new() { Token = header[7..].Trim() } };
        ApiResult<TokenReview> result = await node.Client.CreateAsync(review, cancellationToken);
        return result.Value is { Status.Authenticated: true } answer ? answer.Status.User : null;
    }

    private async Task<bool> MayAsync(
        UserInfo user, string subresource, string verb, CancellationToken cancellationToken)
    {
        SubjectAccessReview review = new()
        {
            Spec = new()
            {
                User = user.Username,
                Groups = user.Groups,
                Uid = user.Uid,
                ResourceAttributes = new()
                {
                    Verb = verb,
                    Version = "v1",
                    Resource = "nodes",
                    Subresource = subresource,
                    Name = node.Options.NodeName,
                },
            },
        };
        ApiResult<SubjectAccessReview> result = await node.Client.CreateAsync(review, cancellationToken);
        return result.Value is { Status.Allowed: true };
    }
}
