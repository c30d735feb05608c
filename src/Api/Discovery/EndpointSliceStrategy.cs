using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Discovery;

/// <summary>EndpointSlices.</summary>
internal sealed class EndpointSliceStrategy : Strategy<EndpointSlice>
{
    private const int EndpointsMax = 1000;
    private const int PortsMax = 100;
    private const int AddressesMax = 100;
    private const int ShownMax = 3;

    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(EndpointSlice left, EndpointSlice right) =>
        left.AddressType == right.AddressType
        && left.Endpoints.SequenceEqual(right.Endpoints) && left.Ports.SequenceEqual(right.Ports);

    protected override EndpointSlice Default(EndpointSlice value)
    {
        IReadOnlyList<EndpointPort> ports = Lists.Change(
            value.Ports,
            static port => port.Name is not null && port.Protocol is not null
                ? port
                : port with { Name = port.Name ?? "", Protocol = port.Protocol ?? "TCP" });
        return ReferenceEquals(ports, value.Ports) ? value : value with { Ports = ports };
    }

    protected override void Validate(EndpointSlice value, FieldErrors errors)
    {
        if (value.AddressType.Length == 0)
            errors.Required(FieldPath.Of("addressType"));
        else if (value.AddressType is not ("IPv4" or "IPv6" or "FQDN"))
            errors.NotSupported(FieldPath.Of("addressType"), value.AddressType, "FQDN", "IPv4", "IPv6");
        if (value.Endpoints.Count > EndpointsMax)
            errors.TooMany(FieldPath.Of("endpoints"), value.Endpoints.Count, EndpointsMax);
        if (value.Ports.Count > PortsMax)
            errors.TooMany(FieldPath.Of("ports"), value.Ports.Count, PortsMax);
        for (int i = 0; i < value.Endpoints.Count; i++)
        {
            int count = value.Endpoints[i].Addresses.Count;
            if (count == 0)
            {
                errors.Required(FieldPath.Of("endpoints").Index(i).Child("addresses"),
                    "must contain at least 1 address");
            }
            else if (count > AddressesMax)
                errors.TooMany(FieldPath.Of("endpoints").Index(i).Child("addresses"), count, AddressesMax);
        }
    }

    protected override void ValidateUpdate(EndpointSlice value, EndpointSlice old, FieldErrors errors)
    {
        if (value.AddressType != old.AddressType)
            errors.Invalid(FieldPath.Of("addressType"), value.AddressType, "field is immutable");
    }

    private static string Ports(EndpointSlice value)
    {
        if (value.Ports.Count == 0)
            return CellText.Unset;
        return Shorten(value.Ports.Select(
            static port => port.Port is { } number ? CellText.Number(number) : "*"), value.Ports.Count);
    }

    private static string Addresses(EndpointSlice value)
    {
        var addresses = new List<string>();
        foreach (Endpoint endpoint in value.Endpoints)
            addresses.AddRange(endpoint.Addresses);
        return addresses.Count == 0 ? CellText.Unset : Shorten(addresses, addresses.Count);
    }

    private static string Shorten(IEnumerable<string> texts, int count)
    {
        string shown = string.Join(',', texts.Take(ShownMax));
        return count > ShownMax ? $"{shown} + {CellText.Number(count - ShownMax)} more..." : shown;
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<EndpointSlice>(),
        Printing.Columns.Text<EndpointSlice>("AddressType", "The family of the addresses.",
            static value => value.AddressType),
        Printing.Columns.Text<EndpointSlice>("Ports", "The ports that every endpoint has.", Ports),
        Printing.Columns.Text<EndpointSlice>("Endpoints", "The addresses.", Addresses),
        Printing.Columns.Age<EndpointSlice>(),
    ];
}
