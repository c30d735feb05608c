using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Pki;
using Kubesharp.Client.Informers;

namespace Kubesharp.Client.Certificates;

/// <summary>What a certificate is to be.</summary>
/// <param name="SignerName">Who is to sign: <c>kubernetes.io/kubelet-serving</c>.</param>
/// <param name="CommonName">The user's name, or the server's.</param>
/// <param name="Organizations">The user's groups.</param>
/// <param name="Usages">As the API knows them: <c>client auth</c>.</param>
public sealed record CertificateOrder(
    string SignerName, string CommonName, IReadOnlyList<string> Organizations, IReadOnlyList<string> Usages)
{
    // As long as kubelets wait; then another request is made.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Host names and addresses to serve under. Defaults to none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What a node shows to the API server.</summary>
    public static CertificateOrder KubeletClient(string nodeName) => new(
        "kubernetes.io/kube-apiserver-client-kubelet", $"system:node:{nodeName}", ["system:nodes"],
        ["digital signature", "client auth"]);

    /// <summary>What a node shows to its callers.</summary>
    public static CertificateOrder KubeletServing(string nodeName, IReadOnlyList<string> names) => new(
        "kubernetes.io/kubelet-serving", $"system:node:{nodeName}", ["system:nodes"],
        ["digital signature", "server auth"])
    { Names = names };

    /// <summary>
    /// Makes a key, asks for its certificate, and waits until it is there. The key never leaves this process.
    /// </summary>
    /// <returns>The pair; or an error: refused, denied, failed, or not decided within a quarter of an hour.</returns>
    public async Task<ApiResult<CertificateAndKey>> PlaceAsync(
        ApiClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateSigningRequest request = new()
        {
            Metadata = new() { GenerateName = "csr-" },
            Spec = new()
            {
                SignerName = SignerName,
                Usages = Usages,
                Request = Bytes.FromUtf8(RequestOf(key).CreateSigningRequestPem() + "\n"),
            },
        };
        ApiResult<CertificateSigningRequest> made = await client.CreateAsync(request, cancellationToken);
        if (made.Value is not { } asked)
            return made.Error!;
        CertificateSigningRequest? decided = await DecisionAsync(client, asked.Metadata.Name, time, cancellationToken);
        if (decided?.Status.Certificate is { Length: > 0 } certificate)
        {
            return new(
                new CertificateAndKey(certificate.ToUtf8String(), key.ExportPkcs8PrivateKeyPem() + "\n"), null);
        }
        CertificateSigningRequestCondition? refusal =
            decided?.Status.Conditions.FirstOrDefault(static one => one.Type is "Denied" or "Failed");
        string name = asked.Metadata.Name;
        return refusal is null
            ? new ApiError(0, "Pending", $"certificate request {name} was not approved within {Patience.TotalMinutes} "
                + $"minutes: `kubectl certificate approve {name}` does it by hand")
            : new ApiError(0, refusal.Type, $"certificate request {name}: {refusal.Type}: {refusal.Message}");
    }

    private CertificateRequest RequestOf(ECDsa key)
    {
        CertificateRequest request = new(
            CertificateNames.Subject(CommonName, Organizations), key, HashAlgorithmName.SHA256);
        if (CertificateNames.Alternatives(Names) is { } names)
            request.CertificateExtensions.Add(names);
        return request;
    }

    // The request once it has a certificate or was refused; as it is when patience ends, or null.
    private static async Task<CertificateSigningRequest?> DecisionAsync(
        ApiClient client, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(Patience, time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, cancellationToken);
        TaskCompletionSource<CertificateSigningRequest> decided =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        Cache cache = new(client.Transport, time);
        cache.Informer<CertificateSigningRequest>(new InformerOptions { FieldSelector = $"metadata.name={name}" })
            .AddHandler((_, after) =>
            {
                if (after is not null && (after.Status.Certificate is { Length: > 0 }
                    || after.Status.Conditions.Any(static one => one.Type is "Denied" or "Failed")))
                {
                    decided.TrySetResult(after);
                }
            });
        cache.Start(end.Token);
        try
        {
            return await decided.Task.WaitAsync(end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await end.CancelAsync(); // The informer has done its work.
        }
    }
}
