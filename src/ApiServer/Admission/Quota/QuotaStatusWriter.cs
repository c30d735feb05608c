using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.WatchCache;

namespace Kubesharp.ApiServer.Admission.Quota;

/// <summary>
/// Shows in each quota's status what is used. Nothing is decided by it: it may lag, the <see cref="QuotaLedger"/> does
/// not. Woken by changes of quotas and of what they count; quiet where there is no quota.
/// </summary>
internal sealed class QuotaStatusWriter(ApiServer server, QuotaLedger ledger)
{
    // A Deployment's hundred Pods become one status, not a hundred.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly ITransport transport = server.TransportFor(
        Users.ServiceAccount("kube-system", "resourcequota-controller"), "kube-controller-manager");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ResourceDefinition quotas = server.Registry.Find(Resources.ResourceQuotas)!;
        while (true)
        {
            using CancellationTokenSource watches =
                CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            DirtyNamespaces dirty = new();
            HashSet<ResourceDefinition> counted = Counted();
            // Begun before the first look, so that no change falls between.
            List<Task> watching = [WatchAsync(quotas, dirty, watches.Token)];
            foreach (ResourceDefinition definition in counted.Where(definition => definition != quotas))
                watching.Add(WatchAsync(definition, dirty, watches.Token));
            foreach (ResourceQuota quota in All())
                dirty.Add(quota.Metadata.Namespace);
            try
            {
                // When quotas count other things than before, other things have to be watched.
                while (counted.SetEquals(Counted()))
                {
                    await dirty.NextAsync(cancellationToken);
                    await Task.Delay(Gather, server.Time, cancellationToken);
                    foreach (string space in dirty.Take())
                        await WriteAsync(space, cancellationToken);
                }
            }
            finally
            {
                await Loop.CancelAsync(watches);
                await Task.WhenAll(watching);
            }
        }
    }

    private IEnumerable<ResourceQuota> All() =>
        server.Caches.List(Resources.ResourceQuotas, "").Cast<ResourceQuota>();

    private HashSet<ResourceDefinition> Counted() => [.. All().SelectMany(ledger.ResourcesOf)];

    private async Task WatchAsync(
        ResourceDefinition definition, DirtyNamespaces dirty, CancellationToken cancellationToken)
    {
        ResourceCache<EncodedObject> cache = server.Caches.Of(definition);
        while (!cancellationToken.IsCancellationRequested)
        {
            CacheWatchRequest<EncodedObject> request = new() { AfterRevision = cache.Snapshot.Revision };
            try
            {
                await foreach (CacheEvent<EncodedObject> change in cache.Watch(request, cancellationToken))
                {
                    if (change.Object?.Value is ApiObject value)
                        dirty.Add(value.Metadata.Namespace);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            // Lost its place: everything may have changed.
            foreach (ResourceQuota quota in All())
                dirty.Add(quota.Metadata.Namespace);
        }
    }

    private async Task WriteAsync(string space, CancellationToken cancellationToken)
    {
        foreach (ResourceQuota quota in server.Caches.List(Resources.ResourceQuotas, space).Cast<ResourceQuota>())
        {
            ResourceQuotaStatus status = new() { Hard = quota.Spec.Hard, Used = ledger.UsedOf(quota) };
            if (status.Equals(quota.Status))
                continue;
            // A conflict is a change of the quota, and wakes this loop again.
            await transport.SendAsync(
                new()
                {
                    Verb = Verb.Update,
                    Resource = Resources.ResourceQuotas,
                    Namespace = space,
                    Name = quota.Metadata.Name,
                    Subresource = "status",
                    Body = quota with { Status = status },
                },
                cancellationToken);
        }
    }

    private sealed class DirtyNamespaces
    {
        private readonly Lock gate = new();
        private HashSet<string> names = new(StringComparer.Ordinal);
        private TaskCompletionSource signal = Loop.NewSignal();

        public void Add(string name)
        {
            lock (gate)
            {
                names.Add(name);
                signal.TrySetResult();
            }
        }

        public Task NextAsync(CancellationToken cancellationToken)
        {
            lock (gate)
                return signal.Task.WaitAsync(cancellationToken);
        }

        public HashSet<string> Take()
        {
            lock (gate)
            {
                HashSet<string> taken = names;
                names = new(StringComparer.Ordinal);
                signal = Loop.NewSignal();
                return taken;
            }
        }
    }
}
