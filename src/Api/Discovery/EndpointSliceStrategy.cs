using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Discovery;

/// <summary>EndpointSlices.</summary>
internal sealed class EndpointSliceStrategy : Strategy<EndpointSlice>
{
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

    protected override void Validate(EndpointSlice value, FieldErrors errors) =>
        EndpointSliceRules.Validate(value, errors);

    protected override void ValidateUpdate(EndpointSlice value, EndpointSlice old, FieldErrors errors)
    {
        if (value.AddressType != old.AddressType)
            errors.Invalid(FieldPath.Of("addressType"), value.AddressType, "field is immutable");
    }

    private static string Ports(EndpointSlice value)
    {
        if (value.Ports.Count == 0)
            return CellText.Unset;
        return Shorten(value.Ports.Select(PortText), value.Ports.Count);
    }

    private static string PortText(EndpointPort port)
    {
        string name = string.IsNullOrEmpty(port.Name) ? "*" : port.Name;
        return port.Port is { } number ? CellText.Number(number) : name;
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
