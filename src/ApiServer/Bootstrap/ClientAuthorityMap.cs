using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Certificates;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>
/// The ConfigMap by which extension servers learn whose client certificates are good. When the authorities change, the
/// old ones stay beside the new ones until they expire: their clients are still let in elsewhere.
/// </summary>
internal sealed class ClientAuthorityMap(
    ITransport transport, ClientAuthorities authorities, TimeProvider time, Action<string> log)
{
    private const string Namespace = "kube-system", Name = "extension-apiserver-authentication";
    private const string Key = "client-ca-file";
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");

    public static ClientAuthorityMap For(ApiServer server) => new(
        server.TransportFor(Users.ServerUser, "kube-apiserver"), server.Options.ClientAuthority!, server.Time,
        message => server.Options.Log(message, null));

    /// <summary>Follows the authorities until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource changed = Loop.NewSignal();
        authorities.Changed += Wake;
        try
        {
            while (true)
            {
                // What changes from here on is looked at once more; what changed before is in the first look.
                await EnsureAsync(time.GetUtcNow(), cancellationToken);
                await changed.Task.WaitAsync(cancellationToken);
                changed = Loop.NewSignal();
            }
        }
        finally
        {
            authorities.Changed -= Wake;
        }

        void Wake() => changed.TrySetResult();
    }

    public async Task EnsureAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        ApiRequest request = new() { Verb = Verb.Get, Resource = ConfigMaps, Namespace = Namespace, Name = Name };
        ApiResponse response = await transport.SendAsync(request, cancellationToken);
        ConfigMap? found = response.Object as ConfigMap;
        string stored = found?.Data.GetValueOrDefault(Key) ?? "", due = Bundle(stored, now);
        if (stored == due)
            return;
        ConfigMap wanted = (found ?? new() { Metadata = new() { Name = Name, Namespace = Namespace } }) with
        {
            Data = new Dictionary<string, string>(found?.Data ?? new Dictionary<string, string>())
            {
                [Key] = due,
            },
        };
        response = await transport.SendAsync(
            found is null
                ? request with { Verb = Verb.Create, Name = "", Body = wanted }
                : request with { Verb = Verb.Update, Body = wanted },
            cancellationToken);
        // Another server of the same cluster may have been faster.
        if (response.Error is { Reason: not (StatusReason.AlreadyExists or StatusReason.Conflict) } error)
            log($"the client authority can not be published: {error.Message}");
    }

    private string Bundle(string stored, DateTimeOffset now)
    {
        X509Certificate2Collection known = [];
        try
        {
            known.ImportFromPem(stored);
        }
        catch (CryptographicException)
        {
            // Text that is no certificate helps nobody; what was read before it stays.
        }
        IReadOnlyList<X509Certificate2> present = authorities.Current;
        IEnumerable<X509Certificate2> bundle = known
            .Where(one => one.NotAfter.ToUniversalTime() > now.UtcDateTime
                && present.All(other => other.Thumbprint != one.Thumbprint))
            .Concat(present);
        string text = string.Concat(bundle.Select(static one => one.ExportCertificatePem() + "\n"));
        foreach (X509Certificate2 one in known)
            one.Dispose();
        return text;
    }
}
