#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace foyer {

/// A socket of the edge: bound to its worker's event loop by type, so that no handler carries an
/// executor that has to be asked what it is.
using EdgeSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

} // namespace foyer
