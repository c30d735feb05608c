using Kubesharp.Client;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>What the controller counts about slices, under upstream's names.</summary>
internal sealed class SliceMetrics(ControllerMetrics metrics)
{
    private const string Prefix = "endpoint_slice_controller_";
    // From 2 to 32768.
    private static readonly IReadOnlyList<double> Bounds = ControllerMetrics.Exponential(2, 2, 15);

    private readonly MetricFamily added = metrics.Histogram(
        Prefix + "endpoints_added_per_sync", "Number of endpoints added on each Service sync", Bounds);
    private readonly MetricFamily removed = metrics.Histogram(
        Prefix + "endpoints_removed_per_sync", "Number of endpoints removed on each Service sync", Bounds);
    private readonly MetricFamily desired = metrics.Gauge(
        Prefix + "endpoints_desired", "Number of endpoints desired");
    private readonly MetricFamily actual = metrics.Gauge(
        Prefix + "num_endpoint_slices", "Number of EndpointSlices");
    private readonly MetricFamily fewest = metrics.Gauge(
        Prefix + "desired_endpoint_slices",
        "Number of EndpointSlices that would exist with perfect endpoint allocation");
    private readonly MetricFamily changes = metrics.Counter(
        Prefix + "changes", "Number of EndpointSlice changes");
    private readonly MetricFamily syncs = metrics.Counter(
        Prefix + "syncs", "Number of EndpointSlice syncs");

    private readonly Lock gate = new();
    private readonly Dictionary<ObjectKey, (int Endpoints, int Slices, int Fewest)> services = [];
    private (int Endpoints, int Slices, int Fewest) total;

    public void Synced(ObjectKey service, SlicePlan plan)
    {
        added.Observe(plan.Changes.Added);
        removed.Observe(plan.Changes.Removed);
        Set(service, plan.Size);
    }

    public void Gone(ObjectKey service) => Set(service, default);

    public void Wrote(string operation) => changes.Add(1, "operation", operation);

    public void Ended(bool succeeded) => syncs.Add(1, "result", succeeded ? "success" : "error");

    private void Set(ObjectKey service, (int Endpoints, int Slices, int Fewest) size)
    {
        lock (gate)
        {
            (int Endpoints, int Slices, int Fewest) before = services.GetValueOrDefault(service);
            if (size == default)
                services.Remove(service);
            else
                services[service] = size;
            total = (total.Endpoints + size.Endpoints - before.Endpoints, total.Slices + size.Slices - before.Slices,
                total.Fewest + size.Fewest - before.Fewest);
            desired.Set(total.Endpoints);
            actual.Set(total.Slices);
            fewest.Set(total.Fewest);
        }
    }
}
